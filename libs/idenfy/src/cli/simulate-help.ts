/** `nestjs-idenfy simulate --help`. */
export const SIMULATE_HELP = `Usage: nestjs-idenfy simulate [options]

Runs a local iDenfy: the same calls, answers, limits, errors and signed callbacks, on this machine.
Point any client at the base URL it prints; drive it over its control URL (GET /_simulator lists the calls).

  --port <number>             port to listen on; 0 takes a free one (4010)
  --host <address>            address to listen on (127.0.0.1)
  --public-url <url>          how clients and browsers reach it, if not by host and port

  --webhook-url <url>         where callbacks go; without it they are recorded only
  --signing-key <text>        signs the callbacks (simulatorsigningkey0123456789abcdef)
  --api-key <text>            user name of the Basic authentication (simulator-key)
  --api-secret <text>         its password (simulator-secret)
  --environment <name>        DEV, DEMO, TESTING or PRODUCTION; dummy results work in DEV only (DEV)

  --analysis-seconds <n>      from the photos to the automatic result (0)
  --review                    lets a human look at every result before it is final
  --review-minutes <n>        how long the human takes (10)
  --requests-per-hour <n>     before 429 is answered (10000)
  --allow-concurrent-sessions  several active sessions per clientId, instead of 409

  --seed <text>               makes ids, sample people and faults repeatable
  --state <file>              keeps verifications there between two starts
  --options <file>            JSON file with any option of IdenfySimulator.start(); flags win over it
  --control-from-anywhere     answers control calls to other machines too; they have no login
  --help                      this text`;
