import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { read, type Shape } from '../api/client';
import { useStack } from '../stack';
import { bytes } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { AttachmentLine } from './AttachmentLine';
import { askAgain, mayBeKept, standing } from './files';
import type { Row } from './thread';

/** Whether an element has come near what is seen; once it has, that stays so. */
function useNear<T extends Element>() {
  const [near, setNear] = useState(false);
  const element = useRef<T>(null);
  useEffect(() => {
    const found = element.current;
    if (near || found === null) return;
    const watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && setNear(true), {
      rootMargin: '400px',
    });
    watch.observe(found);
    return () => watch.disconnect();
  }, [near]);
  return { near, element };
}

/** The file an answer carries from the company's own storage, in the form of a customer's. */
const own = (extra: Row['extra']): Shape['AttachmentView'][] =>
  extra?.carries === 'upload' ? [{ kind: extra.kind, label: extra.name ?? null, url: null, reference: null }] : [];

/** The files of a customer's message, or of an answer, by the company's own links. They are asked for when the message comes near what is seen. */
export function KeptFiles({ conversation, row }: { conversation: string; row: Row }) {
  const { api } = useStack();
  const { words } = useSpoken();
  const { near, element } = useNear<HTMLDivElement>();
  const { data, error, refetch } = useQuery({
    queryKey: ['files', row.id],
    queryFn: () =>
      read(
        api.GET('/v1/conversations/{id}/messages/{message}/files', {
          params: { path: { id: conversation, message: row.id } },
        }),
      ),
    enabled: near,
    staleTime: 4 * 60_000,
    refetchInterval: ({ state }) => askAgain(state.data?.files ?? [], row.at, Date.now()),
  });
  const again = async (place: number) => (await refetch()).data?.files.find((one) => one.place === place)?.url ?? undefined;
  return (
    <div ref={element} className="kept-files">
      {(row.kind === 'customer' ? row.attachments : own(row.extra)).map((one, place) => {
        const file = data?.files.find((each) => each.place === place);
        if (file !== undefined) return <KeptFile key={place} file={file} attachment={one} sent={row.at} again={again} />;
        // Not asked yet, or the answer is that it is no file.
        if (data !== undefined || !mayBeKept(one)) return <AttachmentLine key={place} attachment={one} />;
        return (
          <p key={place} className="kept-file" data-file={error === null ? 'asked' : 'unknown'}>
            <span>{one.label ?? words.contents[one.kind]}</span>
            {error !== null && (
              <span className="quiet">
                {words.fileUnknown}{' '}
                <button type="button" className="link" onClick={() => void refetch()}>
                  {words.retry}
                </button>
              </span>
            )}
          </p>
        );
      })}
    </div>
  );
}

function KeptFile({
  file,
  attachment,
  sent,
  again,
}: {
  file: Shape['FileView'];
  attachment: Shape['AttachmentView'];
  sent: string;
  again: (place: number) => Promise<string | undefined>;
}) {
  const { words, locale } = useSpoken();
  const [broken, setBroken] = useState(false);
  const stands = standing(file, sent, Date.now());
  /** A link that has ended is asked for anew, and then followed. */
  const follow = async (event: React.MouseEvent) => {
    const now = standing(file, sent, Date.now());
    if (now.is === 'picture' || now.is === 'file') return;
    event.preventDefault();
    const url = await again(file.place);
    if (url !== undefined) window.open(url, '_blank', 'noopener,noreferrer');
  };
  if (stands.is === 'picture' && !broken)
    return (
      <a
        className="kept-picture"
        data-file="picture"
        href={stands.url}
        target="_blank"
        rel="noopener noreferrer"
        title={words.fileSave(file.name)}
        onClick={(event) => void follow(event)}
      >
        <img src={stands.url} alt={file.name} loading="lazy" decoding="async" onError={() => setBroken(true)} />
      </a>
    );
  const why =
    stands.is === 'coming'
      ? words.fileComing
      : stands.is === 'over'
        ? words.fileOver
        : stands.is === 'unkept'
          ? words.fileUnkept[stands.why]
          : broken
            ? words.fileUnknown
            : undefined;
  const isThere = stands.is === 'picture' || stands.is === 'file' || stands.is === 'ended';
  return (
    <p className="kept-file" data-file={broken ? 'broken' : stands.is}>
      {isThere && !broken ? (
        <a
          href={stands.is === 'ended' ? (file.url ?? '#') : stands.url}
          target="_blank"
          rel="noopener noreferrer"
          onClick={(event) => void follow(event)}
        >
          {file.name} ↓
        </a>
      ) : (
        <span>{stands.is === 'unkept' ? (attachment.label ?? words.contents[attachment.kind]) : file.name}</span>
      )}
      {file.size != null && isThere && <span className="quiet">{bytes(locale, file.size)}</span>}
      {why !== undefined && <span className="quiet">{why}</span>}
      {broken && (
        <button type="button" className="link" onClick={() => void again(file.place).then(() => setBroken(false))}>
          {words.retry}
        </button>
      )}
      {stands.is === 'unkept' && stands.why === 'too_large' && /^https:\/\//i.test(attachment.url ?? '') && (
        <a href={attachment.url ?? ''} target="_blank" rel="noopener noreferrer">
          {words.fileAtPlatform} ↗
        </a>
      )}
    </p>
  );
}
