import { Dialog } from '../ui/Dialog';
import { useSpoken } from '../words/useWords';
import type { ListeningNames } from './names';
import type { Mention } from './queries';
import { useListeningWords } from './words';

/** Why a mention was kept, how it was judged, and what decided over it (ADV-02). */
export function TraceDialog({ mention, names, onClose }: { mention: Mention; names: ListeningNames; onClose: () => void }) {
  const { locale } = useSpoken();
  const words = useListeningWords();
  const { analysis, verdict } = mention;
  const sure = analysis && new Intl.NumberFormat(locale, { style: 'percent' }).format(analysis.confidence / 100);
  return (
    <Dialog title={words.traceTitle} onClose={onClose}>
      <dl className="facts">
        <dt>{words.traceCaught}</dt>
        {mention.caught.map(({ topic, rule, version }) => (
          <dd key={`${topic}/${rule}`}>{words.traceCaughtBy(names('topic', topic), rule, version)}</dd>
        ))}
        {analysis && (
          <>
            <dt>{words.traceJudged}</dt>
            <dd>{words.traceJudgedAs(names('sentiment', analysis.sentiment), names('intent', analysis.intent), sure ?? '')}</dd>
            <dd className="quiet">{analysis.engine}</dd>
          </>
        )}
        <dt>{words.traceDecided}</dt>
        {verdict == null ? (
          <dd className="quiet">{words.tracePending}</dd>
        ) : (
          <dd>
            {names('escalated', String(verdict.escalated))},{' '}
            {verdict.decided_by ? words.traceBy(verdict.decided_by.rule, verdict.decided_by.version) : words.traceByNobody}
          </dd>
        )}
        {verdict != null && verdict.continued.length > 0 && (
          <>
            <dt>{words.traceContinued}</dt>
            <dd>{verdict.continued.map((one) => one.rule).join(', ')}</dd>
          </>
        )}
        {verdict != null && verdict.not_reached.length > 0 && (
          <>
            <dt>{words.traceNotReached}</dt>
            <dd>{verdict.not_reached.join(', ')}</dd>
          </>
        )}
      </dl>
    </Dialog>
  );
}
