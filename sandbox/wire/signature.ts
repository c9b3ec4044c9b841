import { createHash, createHmac } from 'node:crypto';
import type { WireRequest } from './request.ts';

/** The signer of a request, as its Authorization header names it, not verified. */
export type Signer = { AccessKeyId: string; region: string; service: string };

const form =
  /Credential=(([^/]+)\/(\w+)\/([\w-]+)\/([\w-]+)\/aws4_request), ?SignedHeaders=([\w;-]+), ?Signature=(\w+)/;

/** Returns the signer of a request; undefined if it has no Signature Version 4. */
export function signerOf({ headers }: WireRequest): Signer | undefined {
  const [, , AccessKeyId, , region, service] = form.exec(headers.authorization ?? '') ?? [];
  return AccessKeyId && region && service ? { AccessKeyId, region, service } : undefined;
}

/**
 * True if `secret` signed the request (Signature Version 4; IAM User Guide, "Create a signed AWS API request"). Ignores
 * the time of signing, because the account has its own clock.
 */
export function isSignedWith(secret: string, { method, path, headers, body }: WireRequest): boolean {
  const [, , , date = '', region = '', service = '', signed = '', signature] =
    form.exec(headers.authorization ?? '') ?? [];
  const [route, query = ''] = path.split('?');
  const canonicalHeaders = signed
    .split(';')
    .map((name) => `${name}:${headers[name]?.trim().replace(/ +/g, ' ')}\n`)
    .join('');
  const canonical = [method, route, query, canonicalHeaders, signed, sha256(body)].join('\n');
  const scope = [date, region, service, 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>((outer, part) => hmac(outer, part), `AWS4${secret}`);
  return hmac(key, toSign).toString('hex') === signature;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
