import type { TAG_EXPLANATIONS, TagExplanation } from '@nestjs-idenfy/contract';

/** The table of the contract in German: a tag that is missing here fails the typecheck. */
export const deTags: Readonly<Record<keyof typeof TAG_EXPLANATIONS, TagExplanation>> = {
  FACE_SUSPECTED: {
    title: 'Gesicht wirkt künstlich',
    meaning: 'Die Lebendprüfung bezweifelt, dass ein lebender Mensch vor der Kamera war.',
    causes:
      'Ein Foto, ein Bildschirm oder eine Maske wurde vorgehalten; oder das Licht war schlecht oder das Bild verwackelt.',
    check:
      'Achten Sie im Selfie oder Video auf Kanten, Spiegelungen, ein flaches Gesicht und einen unnatürlichen Hintergrund.',
  },
  FACE_BLACKLISTED: {
    title: 'Gesicht auf einer Sperrliste',
    meaning: 'Das Selfie gleicht einem Gesicht, das Ihr Unternehmen früher gesperrt hat.',
    causes:
      'Dieselbe Person kommt mit einem anderen Konto zurück; oder zwei Menschen ähneln sich, etwa Geschwister.',
    check:
      'Vergleichen Sie das Selfie mit dem der gesperrten Prüfung und lesen Sie, warum sie gesperrt wurde.',
  },
  DOC_FACE_BLACKLISTED: {
    title: 'Passbild auf einer Sperrliste',
    meaning: 'Das Bild im Dokument gleicht einem Gesicht, das Ihr Unternehmen früher gesperrt hat.',
    causes: 'Das Dokument gehört einer gesperrten Person; oder zwei Menschen ähneln sich.',
    check:
      'Vergleichen Sie das Passbild mit dem der gesperrten Prüfung und lesen Sie, warum sie gesperrt wurde.',
  },
  DOC_MOBILE_PHOTO: {
    title: 'Dokument auf einem Bildschirm',
    meaning: 'Das Dokument scheint von einem Handy oder Monitor abfotografiert zu sein, statt vorzuliegen.',
    causes: 'Die Person hat nur ein Bild des Dokuments; oder die Oberfläche glänzt und spiegelt.',
    check:
      'Achten Sie auf Bildpunkte, Moiré, einen Geräterand und fehlende Tiefe an den Kanten des Dokuments.',
  },
  DEV_TOOLS_OPENED: {
    title: 'Entwicklerwerkzeuge waren offen',
    meaning: 'Auf der Seite von iDenfy waren die Entwicklerwerkzeuge des Browsers offen.',
    causes:
      'Jemand wollte ändern, was die Seite sendet; oder ein Mensch, der Software entwickelt, hat sich geprüft.',
    check: 'Sehen Sie die Bilder besonders genau an und fragen Sie, ob die Person mit Browsern arbeitet.',
  },
  DOC_PRINT_SPOOFED: {
    title: 'Dokument wirkt gedruckt',
    meaning: 'Das Dokument scheint eine Kopie auf Papier statt des Originals zu sein.',
    causes:
      'Eine Kopie oder ein Ausdruck wurde fotografiert; oder das Original ist abgenutzt oder laminiert.',
    check: 'Achten Sie auf Papierstruktur, flache Farben und fehlende Hologramme oder Prägungen.',
  },
  FAKE_PHOTO: {
    title: 'Bild wirkt manipuliert',
    meaning: 'Ein Bild scheint bearbeitet oder erzeugt zu sein.',
    causes: 'Daten oder Passbild wurden am Rechner ersetzt; oder ein Filter des Handys war an.',
    check:
      'Vergleichen Sie Schriften, Abstände und Schatten im Dokument, und seine Nummer mit der maschinenlesbaren Zone.',
  },
  AML_SUSPECTION: {
    title: 'AML-Treffer',
    meaning:
      'Die Person steht womöglich auf einer Liste von Sanktionen, politisch exponierten Personen oder negativen Presseberichten.',
    causes: 'Die Person steht auf der Liste; oder jemand anderes heißt genauso.',
    check: 'Vergleichen Sie Geburtsdatum, Staatsangehörigkeit und Funktion des Treffers mit dem Dokument.',
  },
  AML_FAILED: {
    title: 'AML-Prüfung nicht abgeschlossen',
    meaning: 'Die Listen konnten nicht durchsucht werden; über sie ist nichts bekannt.',
    causes: 'Der Dienst hinter der Prüfung war nicht erreichbar.',
    check: 'Lassen Sie die Person noch einmal abgleichen, bevor Sie annehmen.',
  },
  LID_SUSPECTION: {
    title: 'Dokument als verloren, gestohlen oder ungültig gemeldet',
    meaning: 'Das Dokument steht in einem Register ungültiger Dokumente.',
    causes: 'Es wurde als verloren gemeldet und wiedergefunden, gestohlen oder durch ein neues ersetzt.',
    check: 'Verlangen Sie ein anderes Dokument; ein als ungültig gemeldetes beweist nichts.',
  },
  LID_FAILED: {
    title: 'Prüfung auf ungültige Dokumente nicht abgeschlossen',
    meaning: 'Das Register verlorener, gestohlener und ungültiger Dokumente konnte nicht befragt werden.',
    causes: 'Das Register war nicht erreichbar oder kennt keine Dokumente dieses Landes.',
    check: 'Befragen Sie das Register selbst, wo das geht, oder verlangen Sie ein anderes Dokument.',
  },
  UTILITY_ADDRESS_CHECK_FAILURE: {
    title: 'Adressprüfung der Rechnung gescheitert',
    meaning: 'Die Adresse auf dem Adressnachweis ließ sich nicht bestätigen.',
    causes: 'Die Rechnung ist schlecht lesbar, oder die Adresse ist anders geschrieben.',
    check: 'Vergleichen Sie die Adresse auf der Rechnung mit der Ihnen bekannten.',
  },
  VIRTUAL_CAMERA: {
    title: 'Virtuelle Kamera',
    meaning: 'Die Bilder kamen aus einer Software, die sich als Kamera ausgibt.',
    causes: 'Vorbereitetes Material wurde eingespielt; oder ein Programm für Videoanrufe verändert das Bild.',
    check: 'Lassen Sie die Person sich am Handy prüfen und sehen Sie das Gesicht an wie ein künstliches.',
  },
  FACE_IN_BLACKLIST: {
    title: 'Gesicht wurde gesperrt',
    meaning: 'Das Gesicht dieser Prüfung steht jetzt auf der Sperrliste.',
    causes: 'Jemand aus Ihrem Haus oder eine Regel Ihres Kontos hat es gesperrt.',
    check: 'Lesen Sie im Dashboard von iDenfy, wer es warum gesperrt hat.',
  },
  DOC_FACE_IN_BLACKLIST: {
    title: 'Passbild wurde gesperrt',
    meaning: 'Das Bild im Dokument dieser Prüfung steht jetzt auf der Sperrliste.',
    causes: 'Jemand aus Ihrem Haus oder eine Regel Ihres Kontos hat es gesperrt.',
    check: 'Lesen Sie im Dashboard von iDenfy, wer es warum gesperrt hat.',
  },
  DUPLICATE_FACE: {
    title: 'Gesicht schon gesehen',
    meaning: 'Das Selfie gleicht dem einer früheren Prüfung in Ihrem Konto.',
    causes:
      'Dieselbe Person hat ein anderes Konto oder versucht es noch einmal; oder zwei Menschen ähneln sich.',
    check: 'Suchen Sie die frühere Prüfung und vergleichen Sie Person und Daten beider.',
  },
  DUPLICATE_DOC_FACE: {
    title: 'Passbild schon gesehen',
    meaning: 'Das Bild im Dokument gleicht dem einer früheren Prüfung in Ihrem Konto.',
    causes:
      'Dasselbe Dokument oder dieselbe Person wird noch einmal geprüft; oder zwei Menschen ähneln sich.',
    check: 'Suchen Sie die frühere Prüfung und vergleichen Sie Dokumentnummer und Daten beider.',
  },
  DATA_BLACKLISTED: {
    title: 'Daten auf einer Sperrliste',
    meaning: 'Die Daten des Dokuments gleichen denen einer Person, die Ihr Unternehmen früher gesperrt hat.',
    causes: 'Dieselbe Person kommt zurück; oder eine andere hat Namen und Geburtsdatum gemeinsam.',
    check: 'Vergleichen Sie alle Daten mit der gesperrten Prüfung und lesen Sie, warum sie gesperrt wurde.',
  },
  DATA_IN_BLACKLIST: {
    title: 'Daten wurden gesperrt',
    meaning: 'Die Daten dieser Prüfung stehen jetzt auf der Sperrliste.',
    causes: 'Jemand aus Ihrem Haus oder eine Regel Ihres Kontos hat sie gesperrt.',
    check: 'Lesen Sie im Dashboard von iDenfy, wer sie warum gesperrt hat.',
  },
  DUPLICATE_PERSONAL_DATA: {
    title: 'Daten schon gesehen',
    meaning: 'Die Daten des Dokuments gleichen denen einer früheren Prüfung in Ihrem Konto.',
    causes: 'Dieselbe Person hat ein anderes Konto oder versucht es noch einmal.',
    check:
      'Suchen Sie die frühere Prüfung und klären Sie, ob eine Person bei Ihnen mehrere Konten haben darf.',
  },
  ADDRESS_UNVERIFIED: {
    title: 'Adresse nicht bestätigt',
    meaning: 'Die befragte Quelle konnte die Adresse nicht bestätigen.',
    causes:
      'Die Person ist kürzlich umgezogen, die Adresse ist falsch geschrieben, oder die Quelle kennt sie nicht.',
    check: 'Verlangen Sie einen Adressnachweis, der jünger als drei Monate ist.',
  },
  PORTRAIT_SUBSTITUTION: {
    title: 'Passbild ausgetauscht',
    meaning: 'Das Bild im Dokument scheint ausgetauscht zu sein.',
    causes:
      'Ein anderes Foto wurde eingeklebt oder einmontiert; oder das Dokument ist am Passbild beschädigt.',
    check: 'Sehen Sie Kanten, Hologramm über dem Passbild und das zweite, kleinere Bild an.',
  },
  SANCTIONS_SUSPECTION: {
    title: 'Sanktionstreffer',
    meaning: 'Die Person steht womöglich auf einer Sanktionsliste.',
    causes: 'Die Person steht auf der Liste; oder jemand anderes heißt genauso.',
    check:
      'Vergleichen Sie Geburtsdatum und Staatsangehörigkeit mit der Liste; nehmen Sie nie an, bevor das geklärt ist.',
  },
  SANCTIONS_FAILED: {
    title: 'Sanktionsprüfung nicht abgeschlossen',
    meaning: 'Die Sanktionslisten konnten nicht durchsucht werden; über sie ist nichts bekannt.',
    causes: 'Der Dienst hinter der Prüfung war nicht erreichbar.',
    check: 'Lassen Sie die Person noch einmal abgleichen, bevor Sie annehmen.',
  },
  CRIMINAL_SUSPECTED: {
    title: 'Eintrag im Strafregister',
    meaning: 'Die Person hat womöglich einen Eintrag im Strafregister.',
    causes: 'Es gibt einen Eintrag; oder jemand anderes heißt genauso.',
    check: 'Vergleichen Sie Geburtsdatum und Ort des Eintrags mit dem Dokument.',
  },
  CRIMINAL_CHECK_FAILED: {
    title: 'Prüfung des Strafregisters nicht abgeschlossen',
    meaning: 'Das Strafregister konnte nicht durchsucht werden; über Einträge ist nichts bekannt.',
    causes: 'Der Dienst hinter der Prüfung war nicht erreichbar.',
    check: 'Lassen Sie die Prüfung noch einmal laufen, bevor Sie annehmen.',
  },
  RC_FAILED: {
    title: 'Prüfung des Melderegisters nicht abgeschlossen',
    meaning: 'Das Melderegister konnte nicht befragt werden.',
    causes: 'Das Register war nicht erreichbar oder führt diese Person nicht.',
    check:
      'Lassen Sie die Prüfung noch einmal laufen, oder vergleichen Sie mit einer anderen amtlichen Quelle.',
  },
  DL_FAILED: {
    title: 'Prüfung des Führerscheins nicht abgeschlossen',
    meaning: 'Das Führerscheinregister konnte nicht befragt werden.',
    causes: 'Das Register war nicht erreichbar oder führt diesen Führerschein nicht.',
    check: 'Lassen Sie die Prüfung noch einmal laufen, oder verlangen Sie ein anderes Dokument.',
  },
  AUTO_UNVERIFIABLE: {
    title: 'Automatisch nicht zu entscheiden',
    meaning: 'Die automatische Prüfung konnte Dokument oder Gesicht nicht beurteilen.',
    causes: 'Die Bilder sind schlecht, oder die Dokumentart ist selten.',
    check: 'Beurteilen Sie die Bilder selbst, oder lassen Sie es die Person noch einmal versuchen.',
  },
  URJANET_FAILURE: {
    title: 'Versorger konnte nicht befragt werden',
    meaning: 'Der Aussteller der Rechnung konnte nicht zur Adresse befragt werden.',
    causes: 'Der Dienst war nicht erreichbar oder kennt den Aussteller nicht.',
    check: 'Vergleichen Sie die Adresse auf der Rechnung mit der Ihnen bekannten.',
  },
  NAME: differs('Vorname', 'ein zweiter Vorname, ein Rufname oder eine andere Umschrift'),
  SURNAME: differs('Nachname', 'eine Heirat, ein Doppelname oder eine andere Umschrift'),
  DOCUMENT_NUMBER: differs('Dokumentnummer', 'ein Tippfehler oder ein ersetztes Dokument'),
  PERSONAL_CODE: differs('Personennummer', 'ein Tippfehler oder die Nummer eines anderen Dokuments'),
  EXPIRY_DATE: differs('Ablaufdatum', 'ein Tippfehler oder ein ersetztes Dokument'),
  DATE_OF_BIRTH: differs('Geburtsdatum', 'ein Tippfehler oder vertauschter Tag und Monat'),
  DATE_OF_ISSUE: differs('Ausstellungsdatum', 'ein Tippfehler oder ein ersetztes Dokument'),
  FULL_NAME: differs(
    'Vollständiger Name',
    'eine andere Reihenfolge der Namen, eine Heirat oder eine andere Umschrift',
  ),
  SEX: differs('Geschlecht', 'eine falsche Angabe bei der Anmeldung oder eine Änderung im Register'),
  NATIONALITY: differs(
    'Staatsangehörigkeit',
    'mehrere Staatsangehörigkeiten oder die Angabe des Wohnsitzlandes',
  ),
  UNDER_AGE: {
    title: 'Zu jung',
    meaning: 'Die Person ist jünger als die verlangte Grenze.',
    causes: 'Die Person ist zu jung; oder das Geburtsdatum wurde falsch gelesen.',
    check: 'Lesen Sie das Geburtsdatum im Dokument selbst.',
  },
  OVER_AGE: {
    title: 'Zu alt',
    meaning: 'Die Person ist älter als die verlangte Grenze.',
    causes: 'Die Person liegt über der Grenze; oder das Geburtsdatum wurde falsch gelesen.',
    check: 'Lesen Sie das Geburtsdatum im Dokument selbst.',
  },
  UNKNOWN_AGE: {
    title: 'Alter unbekannt',
    meaning: 'Das Geburtsdatum war nicht lesbar; die Altersgrenze wurde nicht geprüft.',
    causes: 'Das Dokument nennt kein volles Datum, oder das Bild ist schlecht.',
    check: 'Lesen Sie das Geburtsdatum im Dokument selbst.',
  },
  INVALID_ADDITIONAL_STEP: {
    title: 'Zusatzdokument abgelehnt',
    meaning: 'Ein Dokument eines Zusatzschritts wurde als ungültig beurteilt.',
    causes: 'Es ist von anderer Art als verlangt, unvollständig oder unlesbar.',
    check: 'Öffnen Sie die Datei des Schritts und vergleichen Sie sie mit dem, was Sie verlangt haben.',
  },
  ADDITIONAL_STEP_NOT_FOUND: {
    title: 'Zusatzdokument fehlt',
    meaning: 'Was in einem Zusatzschritt gesendet wurde, enthält das verlangte Dokument nicht.',
    causes: 'Eine falsche oder leere Datei wurde gesendet.',
    check: 'Öffnen Sie die Datei des Schritts; bitten Sie die Person um das Dokument.',
  },
  ADDITIONAL_STEP_INFORMATION_MISMATCH: {
    title: 'Zusatzdokument weicht ab',
    meaning: 'Die Daten eines Zusatzdokuments weichen von denen der Person ab.',
    causes: 'Es gehört jemandem im selben Haushalt, oder Namen und Adressen sind anders geschrieben.',
    check: 'Vergleichen Sie Name und Adresse in beiden Dokumenten.',
  },
  EXPIRED_ADDITIONAL_STEP_INFORMATION: {
    title: 'Zusatzdokument zu alt',
    meaning: 'Ein Zusatzdokument ist älter als erlaubt.',
    causes: 'Eine alte Rechnung oder ein alter Auszug wurde gesendet.',
    check: 'Lesen Sie sein Datum; bitten Sie die Person um ein neueres.',
  },
  DOC_INFO_MISMATCH: {
    title: 'Dokument widerspricht sich',
    meaning: 'Angaben an verschiedenen Stellen des Dokuments weichen voneinander ab.',
    causes: 'Das Dokument wurde verändert; oder eine Zone wurde falsch gelesen.',
    check:
      'Vergleichen Sie die gedruckten Daten mit der maschinenlesbaren Zone und mit Chip oder Strichcode.',
  },
  UTILITY_ADDRESS: {
    title: 'Adresse der Rechnung weicht ab',
    meaning: 'Die Adresse auf dem Adressnachweis ist eine andere als die, die Ihr Dienst gesendet hat.',
    causes: 'Die Person ist umgezogen, oder die Adresse ist anders geschrieben.',
    check: 'Vergleichen Sie beide Adressen Teil für Teil.',
  },
  UTILITY_NAME: {
    title: 'Name auf der Rechnung weicht ab',
    meaning: 'Der Name auf dem Adressnachweis ist ein anderer als der der Person.',
    causes: 'Die Rechnung läuft auf jemanden im selben Haushalt.',
    check:
      'Verlangen Sie eine Rechnung auf den Namen der Person oder einen Nachweis, dass beide zusammen wohnen.',
  },
  EXPIRED_UTILITY_BILL: {
    title: 'Rechnung zu alt',
    meaning: 'Der Adressnachweis ist älter als erlaubt.',
    causes: 'Eine alte Rechnung wurde gesendet.',
    check: 'Lesen Sie ihr Datum; bitten Sie die Person um eine neuere.',
  },
  REGISTRY_CENTER_INFO_MISMATCH: {
    title: 'Melderegister weicht ab',
    meaning: 'Das Melderegister hat andere Daten als das Dokument.',
    causes: 'Name oder Dokument haben sich kürzlich geändert; oder das Dokument ist nicht echt.',
    check: 'Sehen Sie nach, welche Daten abweichen, und verlangen Sie ein aktuelles Dokument.',
  },
  DRIVER_LICENSE_INFO_MISMATCH: {
    title: 'Führerscheinregister weicht ab',
    meaning: 'Das Führerscheinregister hat andere Daten als das Dokument.',
    causes: 'Der Führerschein wurde ersetzt oder entzogen; oder er ist nicht echt.',
    check: 'Sehen Sie nach, welche Daten abweichen, und verlangen Sie ein anderes Dokument.',
  },
  NOT_SUPPORTED_POA_DOCUMENT_TYPE: {
    title: 'Adressnachweis anderer Art',
    meaning: 'Der Adressnachweis ist von einer Art, die Sie nicht annehmen.',
    causes: 'Ein anderes Dokument wurde gesendet, als die Seite verlangte.',
    check: 'Prüfen Sie, ob Ihre Richtlinie es trotzdem zulässt.',
  },
  NOT_SUPPORTED_POA_DOCUMENT_COUNTRY: {
    title: 'Adressnachweis aus einem anderen Land',
    meaning: 'Der Adressnachweis ist aus einem Land, das Sie nicht annehmen.',
    causes: 'Die Person wohnt woanders als erwartet.',
    check: 'Prüfen Sie, ob Ihre Richtlinie dieses Wohnsitzland zulässt.',
  },
  POA_COUNTRIES_MISMATCH: {
    title: 'Länder weichen ab',
    meaning: 'Der Adressnachweis ist aus einem anderen Land als das Ausweisdokument.',
    causes: 'Die Person lebt im Ausland.',
    check: 'Verlangen Sie den Aufenthaltstitel, wo Ihre Richtlinie einen fordert.',
  },
  POA_SCREENSHOT_DETECTED: {
    title: 'Adressnachweis ist ein Bildschirmfoto',
    meaning: 'Der Adressnachweis wurde von einem Bildschirm aufgenommen.',
    causes: 'Rechnungen kommen oft nur online; oder die Datei wurde bearbeitet.',
    check: 'Verlangen Sie das PDF, wie es der Aussteller geliefert hat.',
  },
  GDC_NOT_MATCH: {
    title: 'Globale Datenquelle weicht ab',
    meaning: 'Eine äußere Quelle von Personendaten bestätigt die Daten des Dokuments nicht.',
    causes: 'Die Quelle ist unvollständig oder veraltet; oder die Daten sind falsch.',
    check: 'Vergleichen Sie die Daten mit einer anderen amtlichen Quelle.',
  },
};

function differs(field: string, causes: string): TagExplanation {
  return {
    title: `${field} weicht ab`,
    meaning: `${field}: Das Dokument sagt etwas anderes, als Ihr Dienst mit der Anfrage gesendet hat.`,
    causes: `Oft ${causes}; oder es ist das Dokument einer anderen Person.`,
    check: 'Vergleichen Sie die Angabe mit dem Dokument, und beide mit der maschinenlesbaren Zone.',
  };
}
