import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { reasonLine } from './reason-line.js';

describe('the line about what prevented a start', () => {
  it('names the port that is in use', async () => {
    const first = createServer().listen(0, '127.0.0.1');
    await once(first, 'listening');
    const { port } = first.address() as { port: number };
    const [error] = await once(createServer().listen(port, '127.0.0.1'), 'error');
    first.close();

    expect(reasonLine(error)).toBe(`port ${port} is in use: stop the other program, or choose another port`);
  });

  it('tells an unreachable database by the variable that names it', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });

    expect(reasonLine(refused)).toBe(
      'the database cannot be reached (ECONNREFUSED): start it, or correct DATABASE_URL',
    );
    expect(reasonLine(new AggregateError([refused]))).toContain('DATABASE_URL');
  });

  it('is one line, whatever was thrown', () => {
    expect(reasonLine(new Error('\n  first\n  at stack'))).toBe('first');
    expect(reasonLine('text')).toBe('an unknown error');
  });
});
