import { useQuery } from '@tanstack/react-query';
import { read } from '../api/client';
import { Trouble } from '../operate/Parts';
import { useStack } from '../stack';
import { moment } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { useIntakeWords } from './intakeWords';

/** Whether a connection still works, as its platform said last, and what to do where it does not. */
export function Health({ account }: { account: string }) {
  const { api } = useStack();
  const { locale } = useSpoken();
  const words = useIntakeWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['health', account],
    queryFn: () => read(api.GET('/v1/accounts/{id}/health', { params: { path: { id: account } } })),
    refetchInterval: 60_000,
  });
  return (
    <section className="steps health" aria-label={words.health} data-health={data?.state}>
      <h3>{words.health}</h3>
      {error !== null && <Trouble problem={error} again={() => void refetch()} />}
      {data !== undefined && (
        <>
          <p>
            <span className="health-mark" data-health={data.state}>
              {words.states[data.state]}
            </span>{' '}
            <span className="quiet">
              {[
                data.since == null ? '' : words.since(moment(locale, data.since)),
                data.checked_at == null ? '' : words.checked(moment(locale, data.checked_at)),
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </p>
          {words.nexts[data.state] !== '' && <p>{words.nexts[data.state]}</p>}
          {data.detail != null && data.state !== 'well' && <p className="quiet mono">{data.detail}</p>}
        </>
      )}
    </section>
  );
}
