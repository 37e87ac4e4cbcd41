import {
  Gauge,
  type Metric,
  type MetricObjectWithValues,
  type MetricValue,
  type Registry,
} from 'prom-client';

type Reading = MetricObjectWithValues<MetricValue<string>>;

/** The metrics of one name in several registries, as one: a registry takes each name once. Of whichever type they are. */
class LabelledMetric extends Gauge {
  constructor(
    name: string,
    private readonly metrics: ReadonlyMap<string, Metric>,
  ) {
    // help and type are those of the metrics themselves
    super({ name, help: name, labelNames: ['registration'], registers: [] });
  }

  override async get(): Promise<Reading> {
    const readings = await Promise.all(
      [...this.metrics].map(async ([registration, metric]) => {
        const reading = await metric.get();
        const values = reading.values.map((value) => ({
          ...value,
          labels: { registration, ...value.labels },
        }));
        return { ...reading, values };
      }),
    );
    const [first] = readings;
    const values = readings.flatMap((reading) => reading.values);
    return first ? { ...first, values } : super.get();
  }

  override reset(): void {
    // prom-client calls it in the constructor
    this.metrics?.forEach((metric) => metric.reset());
  }
}

/** Adds the metrics of all `registries`, by the name of their registration, to `target`, labelled by that name. */
export function addMetricsOfRegistrations(registries: ReadonlyMap<string, Registry>, target: Registry): void {
  const byName = new Map<string, Map<string, Metric>>();
  for (const [registration, registry] of registries) {
    for (const { name } of registry.getMetricsAsArray()) {
      const metric = registry.getSingleMetric(name);
      const same = byName.get(name) ?? new Map<string, Metric>();
      if (metric) byName.set(name, same.set(registration, metric));
    }
  }
  for (const [name, metrics] of byName) target.registerMetric(new LabelledMetric(name, metrics));
}
