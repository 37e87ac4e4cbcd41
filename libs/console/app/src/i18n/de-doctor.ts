import type { Views } from '../api/rest';

type Check = Views['IdenfyFindingView']['check'];
type Code = Views['IdenfyFoundView']['code'];

/** The checks of the doctor in German: one that is missing here fails the typecheck. */
export const deChecks: Readonly<Record<Check, string>> = {
  'database: reachable': 'Datenbank: erreichbar',
  'database: version': 'Datenbank: Version',
  'database: objects': 'Datenbank: Objekte',
  'database: privileges': 'Datenbank: Rechte',
  'database: settings': 'Datenbank: Einstellungen',
  'database: isolation': 'Datenbank: Isolation',
  'database: primary': 'Datenbank: Primärserver',
  'database: pool size': 'Datenbank: Größe des Pools',
  'database: notifications': 'Datenbank: Benachrichtigungen',
  'database: clock': 'Datenbank: Uhr',
  'encryption keys: given': 'Schlüssel für gespeicherte Werte: vorhanden',
  'encryption keys: readable': 'Schlüssel für gespeicherte Werte: lesen alles',
  'signing keys: given': 'Signaturschlüssel: vorhanden',
  'signing keys: length': 'Signaturschlüssel: Länge',
  'signing keys: required': 'Signaturschlüssel: verlangt',
  'evidence: signing key': 'Beweise: Signaturschlüssel',
  'audit: chains': 'Protokoll: Ketten',
  'iDenfy: reachable': 'iDenfy: erreichbar',
  'iDenfy: credentials': 'iDenfy: Zugangsdaten',
  'iDenfy: clock': 'iDenfy: Uhr',
  'handlers: announced': 'Handler: gemeldet',
  'handlers: runs without a handler': 'Handler: Aufrufe ohne Handler',
  'handlers: dead letters': 'Handler: aufgegebene Aufrufe',
  'webhooks: applied': 'Webhooks: übernommen',
  'retention: relationships': 'Aufbewahrung: Geschäftsbeziehungen',
  'retention: suspicions': 'Aufbewahrung: Verdachtsfälle',
  'no webhook: URL not configured': 'Kein Webhook: Adresse nicht eingetragen',
  'no webhook: still processing': 'Kein Webhook: noch in Arbeit',
  'no webhook: firewall': 'Kein Webhook: Firewall',
  'no webhook: HTTPS certificate': 'Kein Webhook: HTTPS-Zertifikat',
  'no webhook: redirect': 'Kein Webhook: Weiterleitung',
  'no webhook: signature': 'Kein Webhook: Signatur',
  'no webhook: answer other than 2xx': 'Kein Webhook: Antwort ungleich 2xx',
  'no webhook: changed body': 'Kein Webhook: veränderter Inhalt',
};

/** What the checks of a running service find, in German. `{name}` is a value of the finding. */
export const deFindings: Readonly<Record<Code, { readonly detail: string; readonly hint?: string }>> = {
  CHECK_FAILED: {
    detail: 'Die Prüfung selbst ist gescheitert ({cause}).',
    hint: 'Lesen Sie die Protokolle von Datenbank und Dienst zu dieser Zeit.',
  },
  MISCONFIGURED: { detail: 'Die Option {option} ist falsch gesetzt.', hint: '{hint}' },

  DATABASE_REACHED: { detail: 'PostgreSQL {version}' },
  DATABASE_UNREACHABLE: {
    detail: 'Sie ist nicht erreichbar ({cause}).',
    hint: 'Prüfen Sie Adresse, Passwort, pg_hba.conf, TLS und Firewall der Datenbank.',
  },
  VERSION_FITS: { detail: 'Sie ist geeignet.' },
  VERSION_TOO_OLD: {
    detail: 'Der Server ist zu alt: PostgreSQL {missing}.',
    hint: 'Verwenden Sie PostgreSQL 14 oder neuer.',
  },
  OBJECTS_FOUND: { detail: 'Tabellen, Spalten, Indizes und Trigger sind da.' },
  OBJECTS_MISSING: {
    detail: 'Es fehlt: {missing}.',
    hint: 'Nehmen Sie `idenfyMigrations` in die Migrationen auf und führen Sie sie aus.',
  },
  PRIVILEGES_FOUND: { detail: 'Die Rolle darf, was der Dienst tut.' },
  PRIVILEGES_MISSING: {
    detail: 'Es fehlen Rechte: {missing}.',
    hint: '`npx nestjs-idenfy grants --role …` gibt die nötigen Rechte aus.',
  },
  SETTINGS_FIT: { detail: 'DateStyle ist ISO.' },
  SETTINGS_DIFFER: {
    detail: 'Mit dieser Einstellung der Rolle kann nicht gearbeitet werden: {missing}.',
    hint: 'Setzen Sie sie zurück; nötig ist ISO.',
  },
  ISOLATION_FITS: { detail: '{isolation}' },
  ISOLATION_STRICTER: {
    detail: 'Der Standard ist {isolation}; jede Anweisung der Bibliothek braucht so eine eigene Transaktion.',
    hint: "Setzen Sie default_transaction_isolation dieser Rolle auf 'read committed'.",
  },
  PRIMARY_IN_USE: { detail: 'In Benutzung.' },
  REPLICAS_UNUSED: { detail: 'In Benutzung; die {replicas} Lesereplikate sind es nicht.' },
  STANDBY: { detail: 'Der Server ist ein Standby.', hint: 'Geben Sie die Adresse des Primärservers an.' },
  READ_ONLY: {
    detail: 'Transaktionen dürfen nur lesen.',
    hint: 'Heben Sie default_transaction_read_only für diese Rolle auf.',
  },
  POOL_FITS: { detail: '{connections} Verbindungen in diesem Prozess; der Server nimmt {accepted} an.' },
  POOL_TOO_LARGE: {
    detail: '{connections} Verbindungen in diesem Prozess; der Server nimmt nur {accepted} an.',
    hint: 'Verkleinern Sie dataSource.poolSize, sodass alle Prozesse zusammen darunter bleiben.',
  },
  NOTIFICATIONS_HEARD: { detail: 'LISTEN hört sich selbst.' },
  NOTIFICATIONS_UNHEARD: {
    detail:
      'LISTEN gelingt und hört nichts: Ein Pooler im Transaktionsmodus liegt dazwischen; Ergebnisse kommen durch Nachfragen.',
    hint: 'Setzen Sie database.listenUrl auf die Adresse von PostgreSQL selbst.',
  },
  DATABASE_CLOCK_AGREES: { detail: 'Sie stimmt mit der Uhr dieser Maschine überein.' },
  DATABASE_CLOCK_DIFFERS: {
    detail: 'Sie weicht um {seconds} s von der Uhr dieser Maschine ab.',
    hint: 'Lassen Sie NTP die Uhren beider Maschinen stellen.',
  },

  ENCRYPTION_KEY_GIVEN: { detail: 'Der Schlüssel „{key}“ schreibt.' },
  ENCRYPTION_KEY_DERIVED: {
    detail: 'Der Schlüssel ist vom API-Geheimnis abgeleitet; im Produktivbetrieb wird das abgelehnt.',
    hint: 'Geben Sie encryptionKeys (IDENFY_ENCRYPTION_KEYS) an: eine Liste von id:base64 aus 32 zufälligen Bytes.',
  },
  VALUES_READABLE: { detail: 'Gespeicherte Werte lassen sich entschlüsseln.' },
  VALUES_UNREADABLE: {
    detail: 'Werte unter {keys} lassen sich nicht entschlüsseln.',
    hint: 'Geben Sie die Schlüssel mit diesen Namen wieder an, und entfernen Sie einen erst, wenn `npx nestjs-idenfy rotate-keys` es erlaubt.',
  },
  VALUES_UNSEALED: {
    detail: '{columns} enthält Bytes, die diese Bibliothek nicht verschlüsselt hat.',
    hint: 'Stellen Sie diese Zeilen aus einer Sicherung wieder her, und stellen Sie fest, was sonst in die Tabellen schreibt.',
  },
  SIGNING_KEYS_GIVEN: { detail: '{account} hat {count}.' },
  SIGNING_KEYS_MISSING: {
    detail: '{account} hat keinen; seine Webhooks werden abgelehnt.',
    hint: 'Geben Sie den Signaturschlüssel an, der im Dashboard von iDenfy beim Webhook steht.',
  },
  SIGNING_KEYS_LONG: { detail: '{account}: {bytes} Bytes oder mehr.' },
  SIGNING_KEY_SHORT: {
    detail: 'Ein Schlüssel von {account} ist kürzer als {bytes} Bytes.',
    hint: 'Tragen Sie im Dashboard von iDenfy einen längeren ein, wie ihn `openssl rand -hex 32` macht.',
  },
  SIGNATURE_REQUIRED: { detail: 'Webhooks ohne Signatur werden abgelehnt.' },
  SIGNATURE_OPTIONAL: {
    detail: 'Webhooks ohne Signatur werden angenommen: Wer die Route erreicht, kann jeden bestätigen.',
    hint: 'Setzen Sie webhooks.requireSignature auf true, außer wenn iDenfy nicht signieren kann und etwas anderes die Route schützt.',
  },
  EVIDENCE_SIGNED: { detail: 'Beweispakete werden signiert.' },
  EVIDENCE_UNSIGNED: {
    detail:
      'Beweise werden aufbewahrt, Pakete aber nicht signiert: Später kann niemand sagen, ob eines verändert wurde.',
    hint: 'Geben Sie evidence.signingKey an, wie ihn `openssl genpkey -algorithm ed25519` macht.',
  },

  CHAINS_WHOLE: {
    detail: 'Die neuesten {history} Zeilen des Verlaufs und {access} Zugriffe sind unversehrt.',
  },
  CHAIN_KEY_UNKNOWN: {
    detail: 'Zeile {row} von {table} nennt einen Schlüssel, der nicht angegeben ist.',
    hint: 'Geben Sie den Schlüssel in auditKeys (IDENFY_AUDIT_KEYS) wieder an.',
  },
  CHAIN_BROKEN: {
    detail: 'Zeile {row} von {table} ist beschädigt: {problem}.',
    hint: 'Führen Sie `npx nestjs-idenfy audit verify` aus, und finden Sie heraus, wer außer dem Dienst in die Tabellen schreiben darf.',
  },

  IDENFY_REACHED: { detail: '{account} unter {url}' },
  IDENFY_FAILS: {
    detail: '{account}: {url} antwortet mit {status}.',
    hint: 'Sehen Sie auf der Statusseite von iDenfy nach, oder versuchen Sie es später noch einmal.',
  },
  IDENFY_UNREACHABLE: {
    detail: '{account}: {url} antwortet nicht ({cause}).',
    hint: 'Prüfen Sie baseUrl, DNS, die Firewall für ausgehendes HTTPS und die Zertifikate, denen diese Maschine vertraut.',
  },
  CREDENTIALS_ACCEPTED: { detail: 'Die von {account} werden angenommen.' },
  CREDENTIALS_REFUSED: {
    detail: 'Die von {account} werden abgelehnt.',
    hint: 'Vergleichen Sie apiKey und apiSecret mit dem Dashboard (Settings, API keys), auch ob sie zur Sandbox oder zum Produktivbetrieb gehören.',
  },
  CREDENTIALS_UNKNOWN: {
    detail: 'Ob die von {account} angenommen werden, ist unbekannt ({cause}).',
    hint: 'Versuchen Sie es später noch einmal; bleibt es dabei, fragen Sie iDenfy, was das Konto darf.',
  },
  CLOCK_REPLACED: { detail: 'Die Uhr dieses Prozesses ist ersetzt.' },
  CLOCK_UNTOLD: { detail: '{account}: Die Antwort nennt keine Zeit (Date).' },
  CLOCK_AGREES: { detail: '{account}: Sie stimmt mit der Uhr dieser Maschine überein.' },
  CLOCK_DIFFERS: {
    detail: '{account}: Sie weicht um {seconds} s von der Uhr dieser Maschine ab.',
    hint: 'Lassen Sie NTP die Uhr dieser Maschine stellen.',
  },

  HANDLERS_ANNOUNCED: { detail: '{handlers}' },
  HANDLERS_NONE: {
    detail: 'Kein Prozess hat in zwei Stunden einen Handler gemeldet; Ihr Code erfährt von keinem Ergebnis.',
    hint: 'Starten Sie einen Prozess, dessen Provider @OnVerification() haben, oder lesen Sie Ergebnisse über REST.',
  },
  RUNS_ALL_HANDLED: { detail: 'Keine.' },
  RUNS_WITHOUT_HANDLER: {
    detail: '{handlers}',
    hint: 'Starten Sie einen Prozess mit dem Handler, oder schließen Sie sie mit `npx nestjs-idenfy inbox drop --handler …`.',
  },
  DEAD_LETTERS_NONE: { detail: 'Keine.' },
  DEAD_LETTERS: {
    detail: '{handlers}',
    hint: 'Der Grund steht unter „Festgefahrenes“; wiederholen Sie sie, wenn er behoben ist.',
  },
  WEBHOOKS_IN_TIME: { detail: 'Keiner ist verspätet.' },
  WEBHOOKS_LATE: {
    detail: '{count} warten länger als {minutes} Minuten.',
    hint: 'Starten Sie einen Prozess mit webhooks.worker.enabled, und lesen Sie die Warnungen von IdenfyWebhookWorker.',
  },

  RELATIONSHIPS_RECORDED: { detail: 'Alle bestätigten Personen haben eine.' },
  RELATIONSHIPS_MISSING: {
    detail: '{count} bestätigte Personen haben keine; die Löschung ihrer Daten wird so nie fällig.',
    hint: 'Halten Sie sie mit Relationships oder mit `npx nestjs-idenfy relationships import` fest.',
  },
  SUSPICIONS_DECIDED: { detail: 'Keiner ist seit {days} Tagen unentschieden.' },
  SUSPICIONS_UNDECIDED: {
    detail: '{count} sind seit {days} Tagen unentschieden und vor einer Entscheidung nicht löschbar.',
    hint: 'Entscheiden Sie sie: Sie stehen in den Aufgaben.',
  },

  WEBHOOKS_NOT_EXPECTED: { detail: 'Noch müsste keine Sitzung beendet sein.' },
  WEBHOOKS_ARRIVE: { detail: 'Webhooks kommen an.' },
  WEBHOOKS_MISSING: {
    detail: '{sessions} Sitzungen müssten beendet sein, und seit der ersten kam kein Webhook an.',
    hint: 'Tragen Sie die Adresse der Webhook-Route im Dashboard von iDenfy ein (Settings, Webhooks), einmal für jedes Ereignis, und rufen Sie damit `npx nestjs-idenfy doctor --public-url …` auf.',
  },
  REVIEWS_IN_TIME: { detail: '{count} sind in Prüfung; das dauert Minuten.' },
  RESULTS_OVERDUE: {
    detail: '{count} Prüfungen haben kein Ergebnis, obwohl ihre Zeit um ist und iDenfy gefragt wurde.',
    hint: 'Sehen Sie diese Sitzungen im Dashboard von iDenfy an, und fragen Sie iDenfy im Fall nach dem Stand.',
  },
};

/** Whether every part of a finding has its text: another version of the service may know more. */
export function knows({ check, found }: Views['IdenfyFindingView']): boolean {
  return check in deChecks && found.every(({ code }) => code in deFindings);
}
