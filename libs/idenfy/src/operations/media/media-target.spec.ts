import { describe, expect, it } from 'vitest';
import { mediaTarget } from './media-target.js';

const hosts = ['*.amazonaws.com', '*.idenfy.com', 'files.example.com'];
const real = 'https://ivs.idenfy.com';
const simulator = 'http://127.0.0.1:4010';

describe('the fence around downloads', () => {
  it.each([
    'https://s3.eu-west-1.amazonaws.com/bucket/front.png?Signature=a%2Fb',
    'https://ivs.idenfy.com/storage/get/1',
    'https://FILES.example.com/front.png',
    'https://files.example.com:443/front.png',
  ])('lets %s through', (link) => {
    expect(mediaTarget(link, hosts, real)?.isLocal).toBe(false);
  });

  it.each([
    'http://s3.eu-west-1.amazonaws.com/front.png',
    'https://amazonaws.com/front.png',
    'https://evil-amazonaws.com/front.png',
    'https://s3.amazonaws.com.evil.example/front.png',
    'https://s3.amazonaws.com./front.png',
    'https://evil.example/?s3.amazonaws.com',
    'https://evil.example#s3.amazonaws.com',
    'https://s3.amazonaws.com@evil.example/front.png',
    'https://key:secret@s3.amazonaws.com/front.png',
    'https://s3.amazonaws.com:8443/front.png',
    'https://169.254.169.254/latest/meta-data',
    'https://2852039166/latest/meta-data',
    'https://0xa9.254.169.254/latest/meta-data',
    'https://[::ffff:169.254.169.254]/latest/meta-data',
    'https://[fd00:ec2::254]/latest/meta-data',
    'file:///etc/passwd',
    'ftp://s3.amazonaws.com/front.png',
    'data:image/png;base64,AAAA',
    '//s3.amazonaws.com/front.png',
    '',
  ])('keeps %s out', (link) => {
    expect(mediaTarget(link, hosts, real)).toBeUndefined();
  });

  const local = [
    'http://127.0.0.1:4010/files/front',
    'http://localhost:4010/files/front',
    'http://[::1]:4010/files/front',
    'http://2130706433:4010/files/front',
    'http://0177.1:4010/files/front',
  ];

  it.each(local)('lets %s through while the account is a simulator on this machine', (link) => {
    expect(mediaTarget(link, hosts, simulator)?.isLocal).toBe(true);
  });

  it.each([...local, 'http://[::ffff:127.0.0.1]:4010/', 'http://0.0.0.0:4010/', 'http://localhost.:4010/'])(
    'keeps %s out otherwise',
    (link) => {
      expect(mediaTarget(link, hosts, real)).toBeUndefined();
    },
  );
});
