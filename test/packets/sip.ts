export interface SipRequest {
  readonly method: string;
  /** Goes into Call-ID before the `@`; arrivals are told apart by it. */
  readonly id?: string;
  readonly userAgent?: string;
  readonly allow?: string;
  readonly user?: string;
  /** Port in Via; 5060 without it. */
  readonly viaPort?: number;
  /** RFC 3581: the answer goes to the port that the request came from. True without it. */
  readonly rport?: boolean;
  /** More of Via's parameters: `;maddr=192.0.2.1`. */
  readonly via?: string;
  /** The number in CSeq; 1 without it. */
  readonly sequence?: number;
  /** More header lines, without line ends. */
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** A request as phones and scanners write them. One text serves any source: the answerer looks at the packet's. */
export function sipRequest(request: SipRequest): string {
  const { method, id = 'lab', user = '100', body = '' } = request;
  const rport = request.rport === false ? '' : ';rport';
  return message(`${method} sip:${user}@switch.test SIP/2.0`, body, [
    `Via: SIP/2.0/UDP phone.test:${request.viaPort ?? 5060};branch=z9hG4bK-${id}${rport}${request.via ?? ''}`,
    'Max-Forwards: 70',
    `From: <sip:${user}@switch.test>;tag=${id}`,
    `To: <sip:${user}@switch.test>`,
    `Call-ID: ${id}@lab.test`,
    `CSeq: ${request.sequence ?? 1} ${method}`,
    `Contact: <sip:${user}@phone.test:${request.viaPort ?? 5060}>`,
    ...(request.userAgent === undefined ? [] : [`User-Agent: ${request.userAgent}`]),
    ...(request.allow === undefined ? [] : [`Allow: ${request.allow}`]),
    ...(request.headers ?? []),
  ]);
}

/** A response that answers nothing in particular. */
export function sipResponse(status: number, id = 'lab', method = 'REGISTER'): string {
  return message(`SIP/2.0 ${status} Text`, '', [
    `Via: SIP/2.0/UDP switch.test:5060;branch=z9hG4bK-${id}`,
    `From: <sip:100@switch.test>;tag=${id}`,
    `To: <sip:100@switch.test>;tag=answer`,
    `Call-ID: ${id}@lab.test`,
    `CSeq: 1 ${method}`,
  ]);
}

function message(start: string, body: string, headers: readonly string[]): string {
  return [start, ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}

/** Text (as UTF-8) or bytes, as streams and forged packets carry them. */
export const payload = (content: string | Uint8Array): string => Buffer.from(content).toString('base64');
