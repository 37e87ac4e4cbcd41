/** Script of the session page: draws sample photos, sends the form, and reports the outcome to the framing page. */
export const PAGE_SCRIPT = `
const form = document.querySelector('form[data-token]');
const progress = document.querySelector('#progress');
const photos = [...document.querySelectorAll('[data-step]')];
const framed = window.parent !== window;

const TINTS = { FRONT: '#3a6ea5', BACK: '#508c6e', FACE: '#be825a' };

function drawSample(canvas, step) {
  const pen = canvas.getContext('2d');
  const tint = TINTS[step] ?? '#826ea0';
  pen.fillStyle = '#ecf0f4';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = tint;
  pen.fillRect(0, 0, canvas.width, 36);
  if (step === 'FACE') {
    pen.beginPath();
    pen.ellipse(160, 104, 38, 50, 0, 0, 2 * Math.PI);
    pen.ellipse(160, 216, 110, 60, 0, 0, 2 * Math.PI);
    pen.fill();
  } else {
    if (step !== 'BACK') pen.fillRect(20, 56, 80, 104);
    pen.fillStyle = '#5a6878';
    for (let y = 60; y < 168; y += 24) pen.fillRect(124, y, 172, 8);
  }
  pen.fillStyle = '#fff';
  pen.font = '16px sans-serif';
  pen.fillText('SAMPLE ' + step, 12, 24);
}

async function drawFile(canvas, file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(canvas.width / bitmap.width, canvas.height / bitmap.height);
  const pen = canvas.getContext('2d');
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, bitmap.width * scale, bitmap.height * scale);
}

function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1]);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

async function photosToSend() {
  const images = {};
  for (const photo of photos.filter((photo) => !photo.hidden)) {
    const [file] = photo.querySelector('input').files;
    images[photo.dataset.step] = file
      ? await base64Of(file)
      : photo.querySelector('canvas').toDataURL('image/jpeg', 0.8).split(',')[1];
  }
  return images;
}

function showNeededPhotos() {
  const needed = form.documentType.selectedOptions[0].dataset.steps.split(' ');
  for (const photo of photos) photo.hidden = !needed.includes(photo.dataset.step) && !isAskedHere(photo);
}

function isAskedHere({ dataset }) {
  return dataset.places.split(' ').some((place) => {
    const [country, type] = place.split('/');
    return ['ALL', form.country.value].includes(country) && ['ALL', form.documentType.value].includes(type);
  });
}

const FINAL_TEXTS = {
  APPROVED: 'Thank you. Your verification is finished.',
  FAILED: 'You could not be verified.',
  UNVERIFIED: 'The verification was not finished.',
};

function leave({ message, redirectUrl }) {
  if (!framed) return location.assign(redirectUrl);
  window.parent.postMessage(JSON.stringify(message), '*');
  form.hidden = true;
  progress.textContent = FINAL_TEXTS[message.status];
}

async function finish(outcome) {
  const response = await fetch('/ui/finish', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      authToken: form.dataset.token,
      outcome,
      country: form.country.value,
      documentType: form.documentType.value,
      images: await photosToSend(),
    }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  leave(answer);
}

function setBusy(busy) {
  for (const button of form.querySelectorAll('button')) button.disabled = busy;
}

if (form) {
  for (const photo of photos) {
    const canvas = photo.querySelector('canvas');
    drawSample(canvas, photo.dataset.step);
    photo.querySelector('input').addEventListener('change', ({ target }) => {
      const [file] = target.files;
      if (file?.type.startsWith('image/')) drawFile(canvas, file).catch(() => drawSample(canvas, photo.dataset.step));
      else drawSample(canvas, photo.dataset.step);
    });
  }
  form.documentType.addEventListener('change', showNeededPhotos);
  form.country.addEventListener('change', showNeededPhotos);
  showNeededPhotos();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    setBusy(true);
    progress.textContent = 'Checking…';
    try {
      const { outcomeOf } = event.submitter?.dataset ?? {};
      await finish(outcomeOf ? form[outcomeOf].value : (event.submitter?.value ?? 'AUTOMATIC'));
    } catch (error) {
      progress.textContent = error.message;
      setBusy(false);
    }
  });
  // The buttons are disabled until this script listens: before that, pressing one would send the form nowhere.
  setBusy(false);
}
`;

/** Style sheet of all pages. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b2530; --paper: #fff; --edge: #c4ccd4; --soft: #f2f5f8; --accent: #14539a; --on-accent: #fff; --warn: #7a4a00; --warn-paper: #fff3d6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8edf2; --paper: #141a21; --edge: #46525e; --soft: #1e262f; --accent: #8cbcf5; --on-accent: #10161d; --warn: #ffd98a; --warn-paper: #3a2c0a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header { padding: .6rem 1rem; background: var(--warn-paper); color: var(--warn); font-size: .9rem; }
header strong { margin-right: .5rem; }
main { max-width: 44rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0; }
fieldset { margin: 1rem 0; padding: 1rem; border: 1px solid var(--edge); border-radius: .5rem; min-width: 0; }
legend { padding: 0 .4rem; font-weight: 600; }
label { display: block; margin: .6rem 0 .2rem; }
select, input, button { font: inherit; color: inherit; }
select { width: 100%; padding: .5rem; background: var(--paper); border: 1px solid var(--edge); border-radius: .35rem; }
input[type=file] { width: 100%; }
.photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: 1rem; margin: 0; padding: 0; list-style: none; }
.photos canvas { width: 100%; height: auto; border-radius: .35rem; background: var(--soft); display: block; }
.outcomes { display: flex; flex-wrap: wrap; gap: .5rem; }
select + button { margin-top: .5rem; }
button { min-height: 2.75rem; padding: .4rem 1rem; background: var(--soft); border: 1px solid var(--edge); border-radius: .35rem; cursor: pointer; }
button.main { width: 100%; background: var(--accent); color: var(--on-accent); border-color: transparent; font-weight: 600; }
button:disabled { opacity: .55; cursor: progress; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.problem { padding: .6rem; background: var(--warn-paper); color: var(--warn); border-radius: .35rem; }
[hidden] { display: none !important; }
`;
