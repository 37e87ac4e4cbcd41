import styles from './stuck.module.css';

/** How many by day, the last day last. Decoration: count, first and last stand beside it. */
export function Sparkline({ counts }: { counts: readonly number[] }) {
  const most = Math.max(1, ...counts);
  return (
    <svg
      className={styles['sparkline']}
      viewBox={`0 0 ${counts.length * 4} 16`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {counts.map((count, index) => {
        const height = count === 0 ? 1 : 2 + (14 * count) / most;
        return <rect key={index} x={index * 4} y={16 - height} width={3} height={height} />;
      })}
    </svg>
  );
}
