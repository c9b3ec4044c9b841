/** An HTTP request; header names are in lower case. */
export type WireRequest = {
  method: string;
  /** With its query, if there is one. */
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
};

export type Protocol = 'query' | 'json' | 'rest';

/** The call in a request. `operation`: service and name, such as `iam:ListUsers`. */
export type WireCall = {
  protocol: Protocol;
  operation: string;
  input: Record<string, unknown>;
  request: WireRequest;
};
