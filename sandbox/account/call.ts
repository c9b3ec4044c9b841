/** A call that was served, or a change that a person made (operation `person:…`). */
export type Call = {
  at: Date;
  operation: string;
  /** The user that the call concerns, by name or by key, secret, notice or signature. */
  UserName?: string;
  /** Only for a person's change: the user, whatever it is called by now. */
  UserId?: string;
  AccessKeyId?: string;
  Status?: string;
  SecretId?: string;
  VersionStage?: string;
  VersionId?: string;
  RemoveFromVersionId?: string;
  ok: boolean;
  code?: string;
  /** True if the call took effect although its caller got an error. */
  executed?: true;
};
