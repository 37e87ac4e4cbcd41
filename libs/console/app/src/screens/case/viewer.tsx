import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { api, because, fileOf } from '../../api/rest';
import { t, word } from '../../i18n/text';
import { useAccount } from '../../session/session';
import { Icon } from '../../ui/icon';
import { useKeys } from '../../ui/keys';
import { Failure, Loading } from '../../ui/state';
import styles from './case.module.css';

interface View {
  readonly scale: number;
  readonly turns: number;
  readonly x: number;
  readonly y: number;
}

const START: View = { scale: 1, turns: 0, x: 0, y: 0 };

/** One image or video, fetched with the reason for access. `main`: the keys of the case are its own. */
export function Media({
  scanRef,
  name,
  reason,
  main = false,
}: {
  scanRef: string;
  name: string;
  reason: string;
  main?: boolean;
}) {
  const account = useAccount();
  const file = useQuery({
    queryKey: ['file', scanRef, name, account],
    meta: { readOnce: true },
    staleTime: Infinity,
    gcTime: 0, // images leave the memory with the screen
    queryFn: ({ signal }) =>
      fileOf(
        api.GET('/verifications/{scanRef}/files/{name}', {
          params: { path: { scanRef, name }, query: account, header: because(reason) },
          parseAs: 'blob',
          signal,
        }),
      ),
  });
  const url = useObjectUrl(file.data);
  if (file.error) return <Failure error={file.error} retry={() => void file.refetch()} inline />;
  if (!file.data || url === null) return <Loading lines={6} />;
  if (file.data.type.startsWith('video/')) {
    return <video className={styles['video']} src={url} controls aria-label={word('file', name)} />;
  }
  return <ImageView url={url} label={word('file', name)} main={main} />;
}

function useObjectUrl(blob: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}

/** Zoom by wheel and keys, drag, rotate, full screen. */
function ImageView({ url, label, main }: { url: string; label: string; main: boolean }) {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState(START);
  const zoom = (factor: number) =>
    setView((old) => {
      const scale = Math.min(8, Math.max(1, old.scale * factor));
      return scale === 1 ? { ...old, scale, x: 0, y: 0 } : { ...old, scale };
    });
  const rotate = () => setView((old) => ({ ...old, turns: old.turns + 1 }));
  const reset = () => setView(START);
  useKeys(
    main ? { '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8), '0': reset, r: rotate } : {},
  );
  useEffect(() => {
    const element = frame.current;
    // React listens to the wheel passively, and the page would scroll
    const turned = (event: WheelEvent) => {
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.15 : 0.87);
    };
    element?.addEventListener('wheel', turned, { passive: false });
    return () => element?.removeEventListener('wheel', turned);
  }, []);
  const drag = ({
    buttons,
    movementX,
    movementY,
    currentTarget,
    pointerId,
  }: PointerEvent<HTMLDivElement>) => {
    if (buttons !== 1 || view.scale === 1) return;
    currentTarget.setPointerCapture(pointerId);
    setView((old) => ({ ...old, x: old.x + movementX, y: old.y + movementY }));
  };
  return (
    <figure className={styles['figure']}>
      <div
        ref={frame}
        className={styles['image']}
        onPointerMove={drag}
        onDoubleClick={() => (view.scale > 1 ? reset() : zoom(2.5))}
        {...(view.scale > 1 && { 'data-zoomed': true })}
      >
        <img
          src={url}
          alt={label}
          draggable={false}
          style={{
            transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale}) rotate(${view.turns * 90}deg)`,
          }}
        />
      </div>
      <figcaption>
        <span>{label}</span>
        <ActionIcon variant="subtle" color="gray" aria-label={t('viewer.out')} onClick={() => zoom(0.8)}>
          <Icon name="minus" />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('viewer.in')} onClick={() => zoom(1.25)}>
          <Icon name="plus" />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('viewer.rotate')} onClick={rotate}>
          <Icon name="rotate" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('viewer.full')}
          onClick={() => void frame.current?.requestFullscreen()}
        >
          <Icon name="expand" />
        </ActionIcon>
      </figcaption>
    </figure>
  );
}
