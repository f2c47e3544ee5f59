import { Dialog } from '../ui/Dialog';
import { useSpoken } from '../words/useWords';
import { FEW, type Figure } from './figure';
import { Mentions } from './Mentions';
import type { ListeningNames } from './names';
import { bucketLabel, shown } from './numbers';
import type { Spot } from './options';
import { behindPoint, type Frame } from './queries';
import type { View } from './view';
import { type ListeningWords, useListeningWords } from './words';

/** A point that was opened, with the chart it is on. */
export type Opened = { title: string; figure: Figure; spot: Spot };

/** What a point is: its line, its place, its value. */
function said({ figure, spot }: Opened, words: ListeningWords, names: ListeningNames, locale: string): string {
  const line = names(figure.of, spot.line.key);
  const value = `${shown(locale, words, figure, spot.point)}${spot.point.few ? ` · ${words.few(FEW)}` : ''}`;
  if (spot.place === '' || figure.axis.of === 'all') return `${line} · ${value}`;
  const place = figure.axis.of === 'time' ? bucketLabel(locale, spot.place) : names(figure.axis.of, spot.place);
  return `${line} · ${place} · ${value}`;
}

/** Exactly the mentions that a point counted (LSN-09). */
export function DrillDown({
  opened,
  view,
  frame,
  names,
  onClose,
}: {
  opened: Opened;
  view: View;
  frame: Frame;
  names: ListeningNames;
  onClose: () => void;
}) {
  const { locale } = useSpoken();
  const words = useListeningWords();
  const { point } = opened.spot;
  return (
    <Dialog title={opened.title} onClose={onClose} wide>
      <p className="drill-what">{said(opened, words, names, locale)}</p>
      <Mentions
        filters={behindPoint(view, point)}
        from={point.from}
        to={point.to}
        zone={frame.zone}
        columns={view.columns}
        file={`mentions-${point.from.slice(0, 10)}`}
        empty={words.noRows}
        refresh={false}
      />
    </Dialog>
  );
}
