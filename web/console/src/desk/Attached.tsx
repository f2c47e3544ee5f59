import { percent } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Extra } from './attaching';
import { ExtraView } from './ExtraView';
import type { Upload } from './useUpload';

/** What goes along, what becomes of it here, and a way to take it off again. */
export function Attached({ extra, notice, remove }: { extra: Extra; notice: string | undefined; remove: () => void }) {
  const { words } = useSpoken();
  return (
    <div className="attached" role="group" aria-label={words.attached}>
      <ExtraView extra={extra} />
      {notice !== undefined && (
        <span className="attached-notice" role="status">
          {notice}
        </span>
      )}
      <button type="button" className="icon-button" aria-label={words.attachRemove} onClick={remove}>
        ✕
      </button>
    </div>
  );
}

/** A file on its way: how far it has come, or why it did not arrive. */
export function Uploading({ upload, again, stop }: { upload: Upload; again: () => void; stop: () => void }) {
  const { words, locale } = useSpoken();
  const failed = upload.failed !== undefined;
  return (
    <div className="attached" role="group" aria-label={words.attached} data-upload={failed ? 'failed' : 'sending'}>
      <div className="uploading">
        <span className="cut">{upload.file.name}</span>
        {failed ? (
          <span className="field-problem" role="alert">
            {upload.failed}
          </span>
        ) : (
          <>
            <progress max={1} value={upload.sent} aria-label={words.uploading(upload.file.name)} />
            <span className="quiet">{percent(locale, upload.sent)}</span>
          </>
        )}
      </div>
      {failed && (
        <button type="button" className="link" onClick={again}>
          {words.retry}
        </button>
      )}
      <button type="button" className="icon-button" aria-label={failed ? words.attachRemove : words.uploadStop} onClick={stop}>
        ✕
      </button>
    </div>
  );
}
