import type { ReactNode } from 'react';

export const metadata = { title: 'Verify your identity' };
export const viewport = { colorScheme: 'light dark' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Verify your identity</h1>
          {children}
        </main>
      </body>
    </html>
  );
}
