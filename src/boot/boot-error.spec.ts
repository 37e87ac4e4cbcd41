import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { reasonLine } from './boot-error.js';

describe('the line that explains a failed start', () => {
  it('names the port that is in use', async () => {
    const first = createServer().listen(0, '127.0.0.1');
    await once(first, 'listening');
    const { port } = first.address() as { port: number };
    const [error] = await once(createServer().listen(port, '127.0.0.1'), 'error');
    first.close();

    expect(reasonLine(error)).toBe(`port ${port} is in use: stop the other program, or choose another port`);
  });

  it('names the variable of an unreachable database', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });

    expect(reasonLine(refused)).toBe(
      'the database cannot be reached (ECONNREFUSED): start it, or correct DATABASE_URL',
    );
    expect(reasonLine(new AggregateError([refused]))).toContain('DATABASE_URL');
  });

  it('is one line for every thrown value', () => {
    expect(reasonLine(new Error('\n  first\n  at stack'))).toBe('first');
    expect(reasonLine('text')).toBe('an unknown error');
  });
});
