import { useQuery } from '@tanstack/react-query';
import { read, type Shape } from '../api/client';
import { Trouble } from '../operate/Parts';
import { useStack } from '../stack';
import { moment } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { useChecklistWords } from './checklistWords';

type Item = Shape['ChecklistItem'];
type Obligation = Item['obligation'];

/** What the platform asks of a connection: what a person confirms by a tick, and what tells itself. */
export function Checklist({
  account,
  confirmed,
  change,
  problem,
}: {
  account: string;
  confirmed: readonly Obligation[];
  change: (confirmed: Obligation[]) => void;
  problem: string | undefined;
}) {
  const { api } = useStack();
  const words = useChecklistWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['checklist', 'accounts', account],
    queryFn: () => read(api.GET('/v1/accounts/{id}/checklist', { params: { path: { id: account } } })),
    refetchInterval: 60_000,
  });
  const tick = (obligation: Obligation, on: boolean) =>
    change(on ? [...confirmed, obligation] : confirmed.filter((one) => one !== obligation));
  return (
    <section className="checklist" aria-label={words.title} data-ready={data?.ready}>
      <h3>{words.title}</h3>
      <p className="field-hint">{words.hint}</p>
      {error !== null && <Trouble problem={error} again={() => void refetch()} />}
      <ul>
        {data?.items.map((item) => (
          <li key={item.obligation} data-state={item.state} data-obligation={item.obligation}>
            {item.known_by === 'person' ? (
              <label className="check">
                <input
                  type="checkbox"
                  checked={confirmed.includes(item.obligation)}
                  onChange={(event) => tick(item.obligation, event.target.checked)}
                />
                {words.asked[item.obligation]}
              </label>
            ) : (
              <span>
                <span aria-hidden="true">{MARKS[item.state]} </span>
                {words.asked[item.obligation]}
              </span>
            )}
            <Known item={item} />
          </li>
        ))}
      </ul>
      {problem !== undefined && (
        <p role="alert" className="form-problem">
          {words.open}
        </p>
      )}
    </section>
  );
}

const MARKS: Record<Item['state'], string> = { done: '✓', open: '○', failed: '!' };

/** How it stands, who says so, and since when. */
function Known({ item }: { item: Item }) {
  const words = useChecklistWords();
  const { locale } = useSpoken();
  const parts = [
    words.states[item.state],
    item.by == null ? words.known[item.known_by] : words.by(item.by),
    item.since == null ? '' : moment(locale, item.since),
    item.state === 'done' ? '' : (item.detail ?? ''),
  ];
  return <span className="quiet">{parts.filter((part) => part !== '').join(' · ')}</span>;
}
