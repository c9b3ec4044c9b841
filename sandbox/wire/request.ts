/** An HTTP request as the sandbox sees it; header names in lower case. */
export type WireRequest = {
  method: string;
  /** With its query, if there is one. */
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
};

export type Protocol = 'query' | 'json' | 'rest';

/** What a request asks for: an operation by service and name, and in which protocol. */
export type WireCall = {
  protocol: Protocol;
  operation: string;
  input: Record<string, unknown>;
  request: WireRequest;
};
