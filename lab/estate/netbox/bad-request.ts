/** What NetBox refuses with 400: the reasons, by parameter or field. */
export class BadRequest extends Error {
  readonly body: unknown;

  constructor(body: unknown) {
    super('refused');
    this.body = body;
  }
}
