import { useCallback, useEffect, useRef, useState } from 'react';
import { Problem, read, type Shape } from '../api/client';
import { useStack } from '../stack';
import { bytes } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Extra } from './attaching';
import { fit } from './uploading';
import { told } from './useMoves';

/** A file on its way to the company's storage, or why it did not get there. */
export type Upload = { file: File; sent: number; failed: string | undefined };

type Given = {
  conversation: string;
  platform: string;
  takes: readonly Shape['TakesView'][];
  /** It has arrived. */
  done: (extra: Extra) => void;
};

/** Uploading one file at a time for an answer (AGT-09): room from the API, then the bytes straight into the bucket. */
export function useUpload({ conversation, platform, takes, done }: Given) {
  const { api } = useStack();
  const { words, locale } = useSpoken();
  const [upload, setUpload] = useState<Upload | undefined>();
  const running = useRef<XMLHttpRequest | undefined>(undefined);

  const stop = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setUpload(undefined);
  }, []);
  // Who looks at another conversation does not wait for it.
  useEffect(() => () => running.current?.abort(), []);

  const start = async (file: File) => {
    stop();
    const fail = (failed: string) => setUpload({ file, sent: 0, failed });
    const how = fit(file, takes);
    if ('wrong' in how) {
      switch (how.wrong) {
        case 'none':
          return fail(words.uploadNone(platform));
        case 'empty':
          return fail(words.uploadEmpty);
        case 'type':
          return fail(words.uploadType(platform, how.takes.join(', ')));
        case 'large':
          return fail(words.uploadLarge(bytes(locale, how.most)));
      }
    }
    const request = new XMLHttpRequest();
    running.current = request;
    setUpload({ file, sent: 0, failed: undefined });
    try {
      const room = await read(
        api.POST('/v1/conversations/{id}/uploads', {
          params: { path: { id: conversation } },
          body: { kind: how.kind, content_type: how.type, size: file.size },
        }),
      );
      if (running.current !== request) return;
      await put(request, room.url, how.type, file, (sent) => setUpload({ file, sent, failed: undefined }));
      if (running.current !== request) return;
      running.current = undefined;
      setUpload(undefined);
      done({ carries: 'upload', upload: room.upload, kind: how.kind, name: file.name.slice(0, 120) });
    } catch (failure) {
      if (running.current !== request) return;
      running.current = undefined;
      fail(failure instanceof Problem ? told(words, failure) : words.uploadFailed);
    }
  };
  return { upload, start, stop };
}

/** `fetch` does not say how far it has come. */
function put(request: XMLHttpRequest, url: string, type: string, file: File, sent: (part: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    request.open('PUT', url);
    request.setRequestHeader('Content-Type', type);
    request.upload.onprogress = ({ loaded, total }) => sent(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status === 200 ? resolve() : reject(new Error(String(request.status))));
    request.onerror = () => reject(new Error('network'));
    request.send(file);
  });
}
