import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES, BlockPool, type Lease, LeasedBytes } from './upload-memory.js';

describe('the memory of uploads', () => {
  it('returns the bytes in full blocks and a last one', () => {
    const pieces = fc.array(
      fc.nat(BLOCK_BYTES * 2).map((length) => Buffer.alloc(length, length)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(pieces, (all) => {
        const bytes = new LeasedBytes(new BlockPool().lease());

        all.forEach((piece) => bytes.push(piece));

        const blocks = [...bytes];
        expect(Buffer.concat(blocks).equals(Buffer.concat(all))).toBe(true);
        expect(blocks.slice(0, -1).every(({ length }) => length === BLOCK_BYTES)).toBe(true);
        expect(bytes.length).toBe(Buffer.concat(all).length);
      }),
      { numRuns: 50 },
    );
  });

  it('takes no more memory for bytes that arrive one by one', () => {
    const bytes = new LeasedBytes(new BlockPool().lease());
    for (let at = 0; at < BLOCK_BYTES + 1; at++) {
      bytes.push(Buffer.of(at));
    }

    expect([...bytes].map(({ length }) => length)).toEqual([BLOCK_BYTES, 1]);
  });

  it('is wiped after a successful upload, reused, and not readable by its last owner', () => {
    const pool = new BlockPool();
    const other = pool.lease();
    const first = pool.lease();
    const bytes = new LeasedBytes(first);
    bytes.push(Buffer.from('secret'));
    const [view] = bytes;

    first.close();

    expect(view).toEqual(Buffer.alloc(6));
    expect(() => [...bytes]).toThrow('was returned');
    expect(other.take().buffer).toBe(view?.buffer);
  });

  it.each([
    ['is still being read', (lease: Lease) => lease.close()],
    ['has failed', (lease: Lease) => lease.abandon()],
  ])('is neither wiped nor reused when an upload %s', (_what, end) => {
    const pool = new BlockPool();
    const other = pool.lease();
    const first = pool.lease();
    const bytes = new LeasedBytes(first);
    bytes.push(Buffer.from('secret'));
    const reading = bytes[Symbol.iterator]();
    const { value: view } = reading.next() as { value: Buffer };

    end(first);
    first.close();

    expect(view.toString()).toBe('secret');
    expect(other.take().buffer).not.toBe(view.buffer);
    expect(() => [...bytes]).toThrow('was returned');
  });

  it('is freed when there is no upload', () => {
    const pool = new BlockPool();
    const lease = pool.lease();
    const block = lease.take();

    lease.close();

    expect(pool.lease().take()).not.toBe(block);
  });
});
