/** What `GET /_simulator` answers: the control calls at a glance. */
export const CONTROL_HELP = {
  simulator: 'A local iDenfy. Nothing here is real.',
  calls: {
    'POST /_simulator/verifications/:scanRef/outcome':
      'Moves a verification and sends its callback: { overall, final?, eventType?, fraudTags?, mismatchTags?, data?, ' +
      'autoFace?, autoDocument?, manualFace?, manualDocument? }',
    'GET /_simulator/verifications/:scanRef': 'The whole state of a verification.',
    'POST /_simulator/faults':
      'Breaks the next requests: { path, count?, rate?, status?, body?, headers?, delayMs?, cut?: "before" | "after" }; ' +
      'or the next callbacks: { webhooks: { duplicate?, shuffle?, drop?, delayMs?, badSignature? }, count?, rate? }',
    'DELETE /_simulator/faults': 'Disarms every fault.',
    'POST /_simulator/clock': 'Moves time, and lets what falls due happen: { advanceSeconds } or { now }',
    'GET /_simulator/requests?path=': 'The last 10,000 requests, credentials masked, pictures cut.',
    'GET /_simulator/webhooks': 'The last 10,000 callbacks, and how the receiver answered.',
    'POST /_simulator/reset': 'Forgets everything: { seed? }',
    'GET /_simulator/health': 'Whether it runs.',
  },
} as const;
