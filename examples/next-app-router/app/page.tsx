import { bearer } from './session';
import { Verify } from './verify';

export default async function Page() {
  if (await bearer()) return <Verify />;
  return (
    <form action="/login" method="post">
      <label>
        A made-up name <input name="person" required />
      </label>
      <button>Continue</button>
    </form>
  );
}
