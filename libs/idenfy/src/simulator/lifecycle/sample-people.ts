/** Somebody who does not exist. Names have letters beyond ASCII on purpose: signatures must survive them. */
export interface SamplePerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly orgFirstName: string;
  readonly orgLastName: string;
  readonly sex: 'MALE' | 'FEMALE';
  readonly dateOfBirth: string;
}

export const SAMPLE_PEOPLE: readonly [SamplePerson, ...SamplePerson[]] = [
  {
    firstName: 'ZIVILE',
    lastName: 'PAVYZDYTE',
    orgFirstName: 'ŽIVILĖ',
    orgLastName: 'PAVYZDYTĖ',
    sex: 'FEMALE',
    dateOfBirth: '1990-12-20',
  },
  {
    firstName: 'SARUNAS',
    lastName: 'BANDYMAS',
    orgFirstName: 'ŠARŪNAS',
    orgLastName: 'BANDYMAS',
    sex: 'MALE',
    dateOfBirth: '1985-03-09',
  },
  {
    firstName: 'RUTA',
    lastName: 'TESTAITE',
    orgFirstName: 'RŪTA',
    orgLastName: 'TESTAITĖ',
    sex: 'FEMALE',
    dateOfBirth: '1978-07-01',
  },
  {
    firstName: 'AZUOLAS',
    lastName: 'MEGINYS',
    orgFirstName: 'ĄŽUOLAS',
    orgLastName: 'MĖGINYS',
    sex: 'MALE',
    dateOfBirth: '1996-10-30',
  },
];
