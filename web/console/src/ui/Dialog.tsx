import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../words/useWords';

/** The platform's own dialog: it keeps the focus inside, and Escape closes it. It is there as long as it is rendered. */
export function Dialog({
  title,
  onClose,
  wide,
  children,
}: {
  title: string;
  onClose: () => void;
  wide?: boolean;
  children: ReactNode;
}) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // Opening gives the focus to whatever comes first; the field one types into is named by `data-first`.
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <header>
        <h2>{title}</h2>
        <button type="button" className="icon-button" aria-label={words.cancel} onClick={onClose}>
          ✕
        </button>
      </header>
      {children}
    </dialog>
  );
}
