/**
 * Reads one line without showing it: from a terminal key by key, else from the stream as it comes.
 *
 * @param {{ input: NodeJS.ReadStream, write: (text: string) => void }} options
 * @returns {Promise<string>}
 */
export async function readTypedText({ input, write }) {
  const isTerminal = input.isTTY === true;
  if (isTerminal) {
    write('Type anything and press Enter (nothing is shown): ');
    input.setRawMode(true);
  }
  try {
    return await readLine(input);
  } finally {
    if (isTerminal) {
      input.setRawMode(false);
      write('\n');
    }
    input.pause();
  }
}

function readLine(input) {
  return new Promise((resolve, reject) => {
    let text = '';
    const onData = (chunk) => {
      for (const character of chunk.toString()) {
        if (character === '\r' || character === '\n') return finish();
        if (character === '\u0003') return finish(new Error('Interrupted.'));
        text += character;
      }
    };
    const onEnd = () => finish();
    const finish = (error) => {
      input.off('data', onData);
      input.off('end', onEnd);
      if (error === undefined) resolve(text);
      else reject(error);
    };
    input.on('data', onData);
    input.on('end', onEnd);
  });
}
