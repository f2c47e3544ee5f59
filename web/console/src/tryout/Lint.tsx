import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { opaque, Problem, read } from '../api/client';
import { useStack } from '../stack';
import { useSpoken } from '../words/useWords';
import type { Draft } from './draft';
import { useDelayed } from './useDelayed';
import { useTryoutWords } from './words';

/** What is wrong with a draft beside the other rules, although it is lawful (ADV-08): said while it is written. */
export function Lint({ draft }: { draft: Draft }) {
  const { tongue } = useSpoken();
  const words = useTryoutWords();
  const { api } = useStack();
  const rested = useDelayed(JSON.stringify(draft), 700);
  const found = useQuery({
    queryKey: ['lint', rested, tongue],
    queryFn: () => read(api.POST('/v1/lint', { body: { draft: opaque(JSON.parse(rested) as Draft), language: tongue } })),
    placeholderData: keepPreviousData,
    retry: (count, failure) => count < 2 && failure instanceof Problem && failure.passing,
    staleTime: 30_000,
  });
  // A draft that cannot be saved yet is not looked at: its fields say why.
  if (found.data === undefined || found.error !== null) return null;
  const { findings } = found.data;
  return (
    <div className="lint" role="status" data-findings={findings.length}>
      {findings.length === 0 ? (
        <p className="quiet small">{words.lintNone}</p>
      ) : (
        <>
          <h4>{words.lint}</h4>
          <ul className="preview-notes">
            {findings.map((finding) => (
              <li key={`${finding.rule} ${String(finding.kind)} ${finding.other ?? ''} ${finding.about}`} className="warning">
                <code>{finding.rule}</code> {finding.sentence}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
