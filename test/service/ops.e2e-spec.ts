import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalService, type LocalService } from '../support/local-service.js';
import { Visitor } from '../support/visitor.js';

/** Labels that Prometheus adds to what it scrapes, and the one of a histogram's buckets. */
const OF_PROMETHEUS = ['job', 'instance', 'le'];

interface Rules {
  readonly groups: { readonly rules: { readonly alert: string; readonly expr: string }[] }[];
}

interface Dashboard {
  readonly panels: { readonly targets?: { readonly expr: string }[] }[];
}

const read = (file: string) => readFile(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('the metrics that the service serves', () => {
  let service: LocalService;
  let served: string[];
  /** What docs/monitoring.md says about the labels of each metric: names, and values where they are fixed. */
  let documented: Map<string, string>;
  let queries: string[];

  beforeAll(async () => {
    service = await startLocalService();
    const page = String((await new Visitor(service.url).get('/metrics')).body['text']);
    served = [...page.matchAll(/^# TYPE (idenfy_\w+)/gm)].map(([, name]) => String(name));
    const rows = (await read('docs/monitoring.md')).matchAll(/^\| `(idenfy_\w+)` \| \w+ \|([^|]*)\|/gm);
    documented = new Map([...rows].map(([, name, labels]) => [String(name), String(labels)]));
    const rules = parse(await read('ops/alerts.yml')) as Rules;
    const { panels } = JSON.parse(await read('ops/grafana-dashboard.json')) as Dashboard;
    queries = [
      ...rules.groups.flatMap((group) => group.rules.map(({ expr }) => expr)),
      ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ];
  });
  afterAll(() => service.close());

  it('are the documented ones', () => {
    expect(served.length).toBeGreaterThan(20);
    expect([...documented.keys()].toSorted(byName)).toEqual(served.toSorted(byName));
  });

  it('have no label that Prometheus keeps for itself', () => {
    for (const [metric, labels] of documented)
      for (const label of OF_PROMETHEUS) expect(labels, metric).not.toContain(`\`${label}\``);
  });

  it('include every metric and label of the alerts and of the dashboard', () => {
    expect(queries.length).toBeGreaterThan(30);
    for (const query of queries) {
      const metrics = [...query.matchAll(/\b(idenfy_\w+?)(?:_bucket|_count|_sum)?\b(?:\{([^}]*)\})?/g)];
      expect(metrics, query).not.toEqual([]);
      for (const [, metric = '', selector = ''] of metrics) {
        expect(served, query).toContain(metric);
        expect(unknownLabels(documented.get(metric) ?? '', selector), query).toEqual([]);
      }
      const known = metrics.map(([, metric = '']) => documented.get(metric)).join();
      const grouped = [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) =>
        labels.split(/, */),
      );
      expect(
        grouped.filter((label) => !isKnown(known, label)),
        query,
      ).toEqual([]);
    }
  });
});

/** Labels of a selector that the metric does not have, and values that it never has. */
function unknownLabels(labels: string, selector: string): string[] {
  const named = [...selector.matchAll(/(\w+)(=~?)"([^"]*)"/g)];
  return named.flatMap(([matcher, label = '', operator, value = '']) => {
    const isFixed = operator === '=' && labels.includes(`\`${label}\`:`);
    return isKnown(labels, label) && (!isFixed || labels.includes(`\`${value}\``)) ? [] : [matcher];
  });
}

function isKnown(labels: string, label: string): boolean {
  return OF_PROMETHEUS.includes(label) || labels.includes(`\`${label}\``);
}

function byName(one: string, other: string): number {
  return one.localeCompare(other);
}
