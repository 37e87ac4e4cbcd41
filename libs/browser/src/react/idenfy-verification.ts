import {
  createElement,
  forwardRef,
  type ReactNode,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import '../element.js';
import type {
  IdenfyVerificationElement,
  VerificationEvents,
  VerificationMode,
  VerificationTexts,
} from '../element.js';
import type { PersonVerification, StartFields, UploadDocumentType } from '../idenfy-client.js';
import type { IdenfyHeaders } from '../rest.js';

/** What `<idenfy-verification>` takes, as React writes it. */
export interface IdenfyVerificationProps {
  /** @default '/idenfy' */
  readonly baseUrl?: string;
  /** @default 'iframe' */
  readonly mode?: VerificationMode;
  /** @default the language of the page */
  readonly locale?: string;
  /** The documents that `mode="upload"` offers. @default all */
  readonly documentTypes?: readonly UploadDocumentType[];
  /** Whether cookies are sent, as in `fetch`. @default 'same-origin' */
  readonly credentials?: 'omit' | 'same-origin' | 'include';
  /** @default none: the login is a cookie */
  readonly headers?: IdenfyHeaders;
  readonly texts?: Partial<VerificationTexts>;
  readonly startFields?: StartFields;
  /** Your privacy notice, shown before the person shows anything. */
  readonly notice?: ReactNode;
  readonly className?: string;
  readonly onState?: (verification: PersonVerification) => void;
  readonly onVerified?: (verification: PersonVerification) => void;
  readonly onDenied?: (verification: PersonVerification) => void;
  readonly onReview?: (verification: PersonVerification) => void;
  readonly onError?: (error: Error) => void;
}

const useIsomorphicLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** `<idenfy-verification>` for React 18 and 19. Rendered on a server, it is an empty element that starts in the browser. */
export const IdenfyVerification = forwardRef<IdenfyVerificationElement, IdenfyVerificationProps>(
  function IdenfyVerification(props, given) {
    const {
      baseUrl,
      mode,
      locale,
      documentTypes,
      credentials,
      headers,
      texts,
      startFields,
      notice,
      className,
    } = props;
    const element = useRef<IdenfyVerificationElement>(null);
    const latest = useRef(props);
    useImperativeHandle<IdenfyVerificationElement | null, IdenfyVerificationElement | null>(
      given,
      () => element.current,
    );

    useIsomorphicLayoutEffect(() => {
      latest.current = props;
    });

    // a new function in each render is the same login: it must not begin anew
    const hasHeaders = headers !== undefined;
    useIsomorphicLayoutEffect(() => {
      if (!element.current) return;
      element.current.headers = hasHeaders
        ? (reason) => {
            const { headers: now = {} } = latest.current;
            return typeof now === 'function' ? now(reason) : now;
          }
        : undefined;
    }, [hasHeaders]);

    useIsomorphicLayoutEffect(() => {
      if (!element.current) return;
      element.current.texts = texts ?? {};
      element.current.startFields = startFields ?? {};
    }, [texts, startFields]);

    useIsomorphicLayoutEffect(() => {
      const { current } = element;
      if (!current) return undefined;
      const stops = [
        listen(current, 'idenfy-state', (detail) => latest.current.onState?.(detail)),
        listen(current, 'idenfy-verified', (detail) => latest.current.onVerified?.(detail)),
        listen(current, 'idenfy-denied', (detail) => latest.current.onDenied?.(detail)),
        listen(current, 'idenfy-review', (detail) => latest.current.onReview?.(detail)),
        listen(current, 'idenfy-error', (detail) => latest.current.onError?.(detail)),
      ];
      return () => stops.forEach((stop) => stop());
    }, []);

    return createElement(
      'idenfy-verification',
      {
        ref: element,
        class: className,
        'base-url': baseUrl,
        mode,
        locale,
        'document-types': documentTypes?.join(' '),
        credentials,
      },
      notice === undefined ? null : createElement('div', { slot: 'notice' }, notice),
    );
  },
);

function listen<Name extends keyof VerificationEvents>(
  element: HTMLElement,
  name: Name,
  listener: (detail: VerificationEvents[Name]['detail']) => void,
): () => void {
  const heard = (event: VerificationEvents[Name]): void => listener(event.detail);
  element.addEventListener(name, heard);
  return () => element.removeEventListener(name, heard);
}
