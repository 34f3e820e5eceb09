// A telephone in the page. Twilio's script is fetched when it is wanted, not with the page.
import { useEffect, useState } from "react";

const ENDS = ["cancel", "disconnect", "reject", "error"];
const PUT_THROUGH = "1"; // the key that the announcement asks for: whoever pressed the button is no voice mail

const freshToken = async () => {
  const answer = await fetch("/telephone/token", { method: "POST" });
  if (!answer.ok) throw new Error(`no token: ${answer.status}`);
  return (await answer.json()).token;
};

export const Softphone = ({ active, labels }) => {
  const [call, setCall] = useState(null);
  const [talks, setTalks] = useState(false);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (!active) return;
    let device = null, gone = false;
    const rings = (coming) => {
      setCall(coming);
      setTalks(false);
      for (const end of ENDS) coming.on(end, () => setCall((was) => (was === coming ? null : was)));
      coming.on("accept", () => {
        setTalks(true);
        setTimeout(() => coming.sendDigits(PUT_THROUGH), 1500); // the announcement has begun by then
      });
    };
    const begin = async () => {
      const [{ Device }, token] = await Promise.all([import("@twilio/voice-sdk"), freshToken()]);
      if (gone) return;
      device = new Device(token, { codecPreferences: ["opus", "pcmu"], closeProtection: true });
      device.on("incoming", rings);
      device.on("registered", () => setFailed(false));
      device.on("error", () => setFailed(true));
      device.on("tokenWillExpire", () => freshToken().then((fresh) => device.updateToken(fresh)).catch(() => setFailed(true)));
      await device.register();
    };
    begin().catch(() => { if (!gone) setFailed(true); });
    return () => {
      gone = true;
      device?.destroy();
      setCall(null);
      setFailed(false);
    };
  }, [active]);

  if (call) return (
    <div className="call ringing softphone" role="status">
      <strong>{talks ? labels.talks : labels.rings}</strong>
      {talks ? null : (
        <span className="chips row-end">
          <button type="button" className="button primary small" onClick={() => call.accept()}>{labels.answer}</button>
          <button type="button" className="button small" onClick={() => call.reject()}>{labels.decline}</button>
        </span>
      )}
    </div>
  );
  return failed ? <p className="call meta softphone" role="status">{labels.failed}</p> : null;
};
