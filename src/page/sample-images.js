const CARD = [1012, 638];
const PORTRAIT = [720, 900];

/** Draws what a demonstration can be photographed with: no real document, no real face. */
export function sampleImage(step, documentType) {
  if (step === 'FACE') return picture(`face.jpg`, PORTRAIT, drawFace);
  const title = documentType.replaceAll('_', ' ');
  return picture(`${step.toLowerCase()}.jpg`, CARD, (pen, size) => drawDocument(pen, size, step, title));
}

async function picture(name, [width, height], draw) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  draw(canvas.getContext('2d'), [width, height]);
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9));
  return new File([blob], name, { type: 'image/jpeg' });
}

function drawDocument(pen, [width, height], step, title) {
  const shade = pen.createLinearGradient(0, 0, width, height);
  shade.addColorStop(0, '#dbe7ff');
  shade.addColorStop(1, '#f7f0dc');
  pen.fillStyle = shade;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#1b2a4a';
  pen.font = 'bold 44px sans-serif';
  pen.fillText(`SPECIMEN ${title}`, 48, 84);
  pen.font = '30px monospace';
  const lines =
    step === 'BACK'
      ? ['I<LTUSPECIMEN0000<<<<<<<<<<<<<', '9001017F3001011LTU<<<<<<<<<<<2', 'SAMPLE<<ADA<<<<<<<<<<<<<<<<<<<']
      : ['SAMPLE', 'ADA', '1990-01-01', 'LTU  F', 'SPECIMEN0000'];
  lines.forEach((line, row) => pen.fillText(line, step === 'BACK' ? 48 : 380, 200 + row * 64));
  if (step === 'FRONT') drawHead(pen, 190, 330, 90);
}

function drawFace(pen, [width, height]) {
  pen.fillStyle = '#c9d6ea';
  pen.fillRect(0, 0, width, height);
  drawHead(pen, width / 2, height / 2 - 40, 210);
}

function drawHead(pen, x, y, radius) {
  pen.fillStyle = '#3b4d73';
  pen.beginPath();
  pen.ellipse(x, y + radius * 2, radius * 1.5, radius * 0.95, 0, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = '#f0c9a4';
  pen.beginPath();
  pen.ellipse(x, y, radius * 0.85, radius * 1.1, 0, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = '#20263a';
  for (const side of [-1, 1]) {
    pen.beginPath();
    pen.arc(x + side * radius * 0.33, y - radius * 0.1, radius * 0.08, 0, Math.PI * 2);
    pen.fill();
  }
  pen.lineWidth = radius * 0.06;
  pen.strokeStyle = '#20263a';
  pen.beginPath();
  pen.arc(x, y + radius * 0.3, radius * 0.35, Math.PI * 0.15, Math.PI * 0.85);
  pen.stroke();
}
