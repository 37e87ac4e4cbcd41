/** Script of the hosted page: draws sample photos, sends the form, and tells the outcome to a framing page. */
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
  const picture = await createImageBitmap(file);
  const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height);
  const pen = canvas.getContext('2d');
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, picture.width * scale, picture.height * scale);
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
  for (const photo of photos) photo.hidden = !needed.includes(photo.dataset.step);
}

const FAREWELLS = {
  APPROVED: 'Thank you. Your verification is finished.',
  FAILED: 'You could not be verified.',
  UNVERIFIED: 'The verification was not finished.',
};

function leave({ message, redirectUrl }) {
  if (!framed) return location.assign(redirectUrl);
  window.parent.postMessage(JSON.stringify(message), '*');
  form.hidden = true;
  progress.textContent = FAREWELLS[message.status];
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
  showNeededPhotos();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    setBusy(true);
    progress.textContent = 'Checking…';
    try {
      await finish(event.submitter?.value ?? 'AUTOMATIC');
    } catch (error) {
      progress.textContent = error.message;
      setBusy(false);
    }
  });
  // a button that is pressed before this script listens would send the form nowhere
  setBusy(false);
}
`;
