/**
 * What the example for a special host must do, in the form in which a policy carries its own tests. They stand here and
 * not in the policies, since `init` hands those out.
 */
export const testsOf: Readonly<Record<string, string>> = {
  'call-centre': `
tests:
  - name: 500 phones behind the trusted address register again at once
    ports: 500
    answer: 401
    send: { from: 192.0.2.40, method: REGISTER, count: 500, every: 1ms }
    expect: { delivered: 500, banned: false }
  - name: the same from an address that nobody named ends in a ban, as the policy says
    ports: 500
    answer: 401
    send: { from: 192.0.2.48, method: REGISTER, count: 500, every: 1ms }
    expect: { delivered: 10..14, banned: true }
  - name: twice as many, with the profile for an address that changes
    profile: floating
    ports: 500
    answer: 401
    send: { from: 192.0.2.48, method: REGISTER, count: 1000, every: 1ms }
    expect: { delivered: 1000, banned: false }
    then:
      - send: { from: 192.0.2.48, payload: "\\r\\n\\r\\n", count: 500, every: 1ms }
        expect: { delivered: 500, banned: false }
  - name: of a scanner's OPTIONS two arrive with it, as of everybody who asks again
    profile: floating
    send: { from: 192.0.2.200, method: OPTIONS, count: 50, every: 1ms }
    expect: { delivered: 2 }
`,
  'moved-ports': `
tests:
  - name: a carrier reaches the last of the ports
    send: { from: 198.51.100.7, method: OPTIONS, port: 3680, count: 50, every: 1ms }
    expect: { delivered: 50 }
  - name: nobody reaches 5060
    send: { from: 203.0.113.10, method: INVITE, port: 5060, count: 5 }
    expect: { delivered: 0 }
  - name: a port that was not given out is closed
    send: { from: 203.0.113.10, method: INVITE, port: 2081, count: 5 }
    expect: { delivered: 0 }
  - name: a source has one budget for all ports
    send: { from: 192.0.2.201, method: REGISTER, port: 2280, count: 12, every: 1ms }
    expect: { delivered: 10 }
    then:
      - { send: { from: 192.0.2.201, method: REGISTER, port: 3480, count: 12, every: 1ms }, expect: { delivered: 0..8 } }
  - name: a ban from one port holds on the others, over UDP
    send: { from: "2001:db8:5::1", method: OPTIONS, port: 1980, count: 400, every: 1ms }
    expect: { delivered: 2, banned: true }
    then:
      - { send: { from: "2001:db8:5::1", method: INVITE, port: 3680, count: 5 }, expect: { delivered: 0 } }
      - { send: { from: "2001:db8:5::1", method: INVITE, port: 2080, transport: tcp, count: 30, every: 5ms }, expect: { delivered: 30 } }
`,
  'ipv6-only': `
tests:
  - name: a phone registers
    send: { from: "2001:db8:5::1", method: REGISTER, count: 4, every: 1ms }
    expect: { delivered: 4 }
  - name: another address of the same /64 is the same source
    send: { from: "2001:db8:5::1", method: REGISTER, count: 12, every: 1ms }
    expect: { delivered: 10 }
    then:
      - { send: { from: "2001:db8:5:0:f::2", method: REGISTER, count: 12, every: 1ms }, expect: { delivered: 0..8 } }
      - { send: { from: "2001:db8:5:1::1", method: REGISTER, count: 4, every: 1ms }, expect: { delivered: 4 } }
  - name: a carrier is never limited
    send: { from: "2001:db8:71:9::4", method: INVITE, count: 100, every: 1ms }
    expect: { delivered: 100 }
  - name: IPv4 is shut
    send: { from: 203.0.113.10, method: REGISTER, count: 4, every: 1ms }
    expect: { delivered: 0 }
  - name: and that for the upper half of it too
    send: { from: 192.0.2.9, method: REGISTER, count: 4, every: 1ms }
    expect: { delivered: 0 }
`,
  encrypted: `
tests:
  - name: a phone says what it likes where nothing can be read
    send: { from: 192.0.2.201, payload: "\\u0016\\u0003\\u0001 sealed", port: 5075, count: 30, every: 1ms }
    expect: { delivered: 30 }
  - name: a flood of it meets the limit for all packets, and ends in a ban for every SIP port over UDP
    send: { from: 192.0.2.201, payload: "\\u0016\\u0003\\u0001 sealed", port: 5080, count: 400, every: 1ms }
    expect: { delivered: 60..68, banned: true }
    then:
      - { send: { from: 192.0.2.201, payload: sealed, port: 5070 }, expect: { delivered: 0 } }
      - { send: { from: 192.0.2.201, payload: sealed, port: 5071, transport: tcp, count: 30, every: 5ms }, expect: { delivered: 30 } }
  - name: over TCP
    send: { from: "2001:db8:5::1", payload: sealed, port: 5071, transport: tcp, count: 4, every: 20ms }
    expect: { delivered: 4 }
  - name: no stranger has any business on 5060
    send: { from: 192.0.2.202, method: REGISTER, port: 5060, count: 20, every: 1ms }
    expect: { delivered: 0 }
  - name: a carrier has
    send: { from: "2001:db8:7::10", method: INVITE, port: 5060, count: 100, every: 1ms }
    expect: { delivered: 100 }
`,
};
