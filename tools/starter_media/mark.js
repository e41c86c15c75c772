// Ring the first element with this name, with a hand if it is to be tapped. False if it is not wholly in view.
([name, withHand]) => {
  const phone = document.querySelector('.phone').getBoundingClientRect();
  const named = [...document.querySelectorAll('[data-name]')].filter(each => each.dataset.name === name);
  const boxes = named.map(each => each.getBoundingClientRect());
  const scope = document.querySelector('.sheet, .dialog');
  const within = scope ? named.findIndex(each => scope.contains(each)) : 0;
  const box = boxes[Math.max(within, 0)];
  if (!box || box.bottom > phone.bottom + 1 || box.top < phone.top) return false;

  const ring = document.createElement('div');
  ring.className = 'mark';
  const gap = 3, left = Math.max(box.left - gap, phone.left + 2), right = Math.min(box.right + gap, phone.right - 2);
  Object.assign(ring.style, {
    left: `${left}px`, top: `${box.top - gap}px`, width: `${right - left}px`, height: `${box.height + 2 * gap}px`,
  });
  document.querySelector('.canvas').append(ring);
  if (!withHand) return true;

  const hand = document.createElement('div');
  hand.className = 'hand';
  hand.innerHTML = `<svg viewBox="0 0 32 40"><path d="M10 5a3.500 3.500 0 0 1 7 0v12l8.500 2.300a5 5 0 0 1 3.600 5.800L27.500 33a6 6 0 0 1-5.900 5H15a6 6 0 0 1-4.600-2.200L2.800 26.500a3 3 0 0 1 4.400-4L10 25z" fill="#fff" stroke="#1d2b27" stroke-width="2.200" stroke-linejoin="round"/></svg>`;
  const across = box.width > 200 ? box.left + box.width * 0.62 : Math.min(right - 15, phone.right - 12);
  Object.assign(hand.style, { left: `${across}px`, top: `${box.bottom - Math.min(9, box.height / 7)}px` });
  document.querySelector('.canvas').append(hand);
  return true;
}
