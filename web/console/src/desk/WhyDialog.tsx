import { useQuery } from '@tanstack/react-query';
import { Problem, read, type Shape } from '../api/client';
import { useStack } from '../stack';
import { useAskedNames } from '../trace/asked';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/useWords';
import { told } from './useMoves';
import { useNames } from './useNames';

/** Why a message is here: what caught it, how it was judged, which rule decided, why this agent has it (ADV-02). */
export default function WhyDialog({
  conversation,
  message,
  onClose,
}: {
  conversation: string;
  message: string;
  onClose: () => void;
}) {
  const words = useWords();
  const { api } = useStack();
  const names = useNames();
  const language = words.tag as 'en' | 'ko' | 'ja';
  const { data, error } = useQuery({
    queryKey: ['trace', message, language],
    queryFn: () =>
      read(
        api.GET('/v1/conversations/{id}/messages/{message}/trace', {
          params: { path: { id: conversation, message }, query: { language } },
        }),
      ),
    staleTime: 0,
  });
  // Those whom routing asked are told by their ids.
  const people = [data?.routed?.chosen?.agent, ...(data?.routed?.passed ?? [])].filter((id) => id != null);
  return (
    <Dialog title={words.whyTitle} onClose={onClose} wide>
      {data === undefined && error === null && (
        <p className="quiet" role="status">
          {words.loading}
        </p>
      )}
      {error !== null && (
        <p role="alert">{error instanceof Problem && error.status === 404 ? words.whyNone : told(words, error)}</p>
      )}
      {data !== undefined && (
        <>
          <ol className="why">
            {data.sentences.map((sentence, index) => (
              <li key={index}>{people.reduce((said, id) => said.replaceAll(id, names.agent(id)), sentence)}</li>
            ))}
          </ol>
          {data.captured.some((one) => one.query) && (
            <dl className="why-queries">
              {data.captured.map((one) => (
                <div key={`${one.topic} ${one.rule}`}>
                  <dt>
                    {one.topic} / {one.rule}
                  </dt>
                  <dd>{one.query ?? words.none}</dd>
                </div>
              ))}
            </dl>
          )}
          {data.escalation?.matched.map((one) => (
            <RuleTable key={one.rule} rule={one.rule} asked={one.asked} />
          ))}
        </>
      )}
    </Dialog>
  );
}

function RuleTable({ rule, asked }: { rule: string; asked: Shape['AskedView'][] }) {
  const words = useWords();
  const said = useAskedNames();
  if (asked.length === 0) return null;
  return (
    <div className="why-table" tabIndex={0} role="region" aria-label={words.whyRule(rule)}>
      <table>
        <caption>{words.whyRule(rule)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.whyAsked}</th>
            <th scope="col">{words.whyWanted}</th>
            <th scope="col">{words.whyFound}</th>
            <th scope="col">{words.whyHeld}</th>
          </tr>
        </thead>
        <tbody>
          {asked.map((one, index) => (
            <tr key={index}>
              <td>
                {said.field(one.field)} <span className="quiet">{said.operator(one.operator)}</span>
              </td>
              <td>{said.wanted(one.field, one.wanted) || words.none}</td>
              <td>{one.found == null ? words.none : said.found(one.field, one.found)}</td>
              <td>{one.held == null ? words.whyUnknown : one.held ? words.yes : words.no}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
