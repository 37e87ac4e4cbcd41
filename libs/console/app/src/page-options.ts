/** What the server tells the page, in a `<meta>`: the policy allows no inline script. */
export interface PageOptions {
  readonly title: string;
  readonly api: string;
  readonly signIn: {
    readonly url: string;
    readonly returnParameter: string;
    readonly bearer: boolean;
  } | null;
  readonly sampleCases: string | null;
}

const { content } = document.querySelector<HTMLMetaElement>('meta[name="idenfy-console"]') ?? {
  content: '{}',
};

export const pageOptions: PageOptions = {
  title: 'Console',
  api: '/idenfy',
  signIn: null,
  sampleCases: null,
  ...(JSON.parse(content) as Partial<PageOptions>),
};
