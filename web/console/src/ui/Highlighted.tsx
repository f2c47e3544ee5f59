import { pieces, type Stretch } from './spans';

/** Somebody's words, with what was looked for in them marked. */
export function Highlighted({
  text,
  stretches,
  lang,
}: {
  text: string;
  stretches: readonly Stretch[];
  lang?: string | null | undefined;
}) {
  return (
    <p className="mention-text" dir="auto" lang={lang ?? undefined}>
      {pieces(text, stretches).map((piece, place) => (piece.marked ? <mark key={place}>{piece.text}</mark> : piece.text))}
    </p>
  );
}
