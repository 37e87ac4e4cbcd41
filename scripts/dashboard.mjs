// Writes ops/grafana-dashboard.json, for Grafana 10 or later. With `--check` it fails when the file is out of date.
import { readFile, writeFile } from 'node:fs/promises';
import { panelsOf } from './ops/panels.mjs';

const FILE = 'ops/grafana-dashboard.json';
const COLUMNS = 24;
const WIDTH = 8;
const HEIGHT = 7;

const datasource = { type: 'prometheus', uid: '${datasource}' };

function rowPanel(id, title, y) {
  return { id, type: 'row', title, collapsed: false, panels: [], gridPos: { h: 1, w: COLUMNS, x: 0, y } };
}

function timeSeries(id, { title, description, unit, queries }, gridPos) {
  return {
    id,
    type: 'timeseries',
    title,
    description,
    datasource,
    gridPos,
    fieldConfig: {
      defaults: { unit, min: 0, custom: { fillOpacity: 10, showPoints: 'never' } },
      overrides: [],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom' },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    targets: queries.map(([expr, legendFormat], index) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + index),
      datasource,
      expr,
      legendFormat,
    })),
  };
}

/** Rows from top to bottom, three panels beside each other. */
function layOut(rows) {
  const panels = [];
  let y = 0;
  for (const { title, panels: inRow } of rows) {
    panels.push(rowPanel(panels.length + 1, title, y++));
    for (const [index, panel] of inRow.entries()) {
      const column = (index * WIDTH) % COLUMNS;
      if (index > 0 && column === 0) y += HEIGHT;
      panels.push(timeSeries(panels.length + 1, panel, { h: HEIGHT, w: WIDTH, x: column, y }));
    }
    y += HEIGHT;
  }
  return panels;
}

function queryVariable(name, label, query) {
  return {
    name,
    label,
    type: 'query',
    datasource,
    definition: query,
    query: { query, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
    refresh: 2,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { text: ['All'], value: ['$__all'] },
  };
}

const dashboard = {
  uid: 'nestjs-idenfy',
  title: 'nestjs-idenfy',
  tags: ['nestjs-idenfy'],
  schemaVersion: 39,
  editable: true,
  graphTooltip: 1,
  refresh: '30s',
  time: { from: 'now-6h', to: 'now' },
  templating: {
    list: [
      { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus', current: {} },
      queryVariable('job', 'Job', 'label_values(idenfy_streams_open, job)'),
      queryVariable('account', 'Account', 'label_values(idenfy_circuit_open{job=~"$job"}, account)'),
    ],
  },
  panels: layOut(panelsOf()),
};

const text = `${JSON.stringify(dashboard, null, 2)}\n`;
if (process.argv.includes('--check')) {
  if ((await readFile(FILE, 'utf8').catch(() => '')) !== text) {
    console.error(`${FILE} is out of date: run \`npm run ops:dashboard\``);
    process.exitCode = 1;
  }
} else {
  await writeFile(FILE, text);
}
