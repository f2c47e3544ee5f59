import { moment } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Row } from './thread';
import type { Names } from './useNames';

/** What who looks at the screen can do about answers that wait for approval (ALR-03). */
export type Approval = {
  /** About everybody's, about their own, or nothing right now. */
  decides: 'all' | 'own' | 'none';
  approve: (message: string) => void;
  /** Asks for the reason first. */
  refuse: (message: string) => void;
  withdraw: (message: string) => void;
};

type Given = { row: Row; conversation: string; names: Names; approval: Approval };

/** Beside an answer that waits: what can be done about it. Beside one that has waited: who decided, when and why. */
export function ApprovalMark({ row, conversation, names, approval: can }: Given) {
  const { words, locale } = useSpoken();
  const { delivery } = row;
  const own = row.agent != null && row.agent === names.me;
  if (delivery?.state === 'awaiting') {
    // Rows of earlier conversations of the thread are decided on there, or where all that wait are listed.
    if (row.conversation !== conversation) return null;
    if (can.decides === 'all')
      return (
        <>
          <button type="button" className="link" onClick={() => can.approve(row.id)}>
            {words.approve}
          </button>
          <button type="button" className="link" onClick={() => can.refuse(row.id)}>
            {words.refuse}
          </button>
        </>
      );
    if (can.decides === 'own' && own)
      return (
        <button type="button" className="link" onClick={() => can.withdraw(row.id)}>
          {words.withdraw}
        </button>
      );
    return null;
  }
  const said = delivery?.approval;
  if (said == null) return null;
  const what = delivery?.state !== 'withheld' ? words.approvedBy : said.by === row.agent ? words.withdrawnBy : words.refusedBy;
  return (
    <span className="approval" title={moment(locale, said.at)}>
      {what(names.agent(said.by))}
      {said.reason != null && <span dir="auto">: {said.reason}</span>}
    </span>
  );
}
