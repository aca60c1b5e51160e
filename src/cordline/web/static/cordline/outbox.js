// What is written down while there is no connection waits on this device, sealed, and is sent when it is back (U48, U49).
// Only forms marked data-outbox wait: notes of what happened. A verdict, a release, a signature is never made without
// the house (U50). The key cannot be read out of the browser; after half a day, or at sign-out, all of it is gone.
(function () {
  "use strict";
  var LONGEST_MS = 12 * 3600 * 1000, EVERY_MS = 15000, ME = document.body.dataset.actor;
  var bar = document.getElementById("outbox");
  if (!bar || !ME) { return; }
  var sending = false, beside = [];

  // The store: one key, and the sealed notes. Where the browser offers neither, notes wait in this page alone.
  var able = window.indexedDB && window.crypto && window.crypto.subtle;
  function opened() {
    return new Promise(function (done, failed) {
      var asked = indexedDB.open("cordline-outbox", 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("keys");
        asked.result.createObjectStore("notes", { keyPath: "id" });
      };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { failed(asked.error); };
    });
  }
  function inStore(name, mode, work) {
    return opened().then(function (store) {
      return new Promise(function (done, failed) {
        var turn = store.transaction(name, mode), asked = work(turn.objectStore(name));
        turn.oncomplete = function () { store.close(); done(asked && asked.result); };
        turn.onerror = turn.onabort = function () { store.close(); failed(turn.error); };
      });
    });
  }
  function key() {
    return inStore("keys", "readonly", function (all) { return all.get("seal"); }).then(function (found) {
      if (found) { return found; }
      return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]).then(function (made) {
        return inStore("keys", "readwrite", function (all) { all.put(made, "seal"); }).then(function () { return made; });
      });
    });
  }
  function keep(note) {
    if (!able) { beside.push(note); return Promise.resolve(); }
    return key().then(function (seal) {
      var iv = crypto.getRandomValues(new Uint8Array(12));
      return crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, seal, new TextEncoder().encode(JSON.stringify(note)))
        .then(function (sealed) {
          return inStore("notes", "readwrite", function (all) { all.put({ id: note.id, at: note.at, who: ME, iv: iv, sealed: sealed }); });
        });
    });
  }
  function drop(id) {
    beside = beside.filter(function (note) { return note.id !== id; });
    return able ? inStore("notes", "readwrite", function (all) { all.delete(id); }) : Promise.resolve();
  }
  function waiting() {
    if (!able) { return Promise.resolve(beside.slice()); }
    return inStore("notes", "readonly", function (all) { return all.getAll(); }).then(function (rows) {
      var old = rows.filter(function (row) { return Date.now() - row.at > LONGEST_MS; });
      old.forEach(function (row) { drop(row.id); });
      var mine = rows.filter(function (row) { return row.who === ME && old.indexOf(row) < 0; });
      return key().then(function (seal) {
        return Promise.all(mine.map(function (row) {
          return crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, seal, row.sealed).then(function (plain) {
            return JSON.parse(new TextDecoder().decode(plain));
          });
        }));
      }).then(function (notes) {
        if (old.length) { say(old.length + " expired unsent and deleted. Put it on the paper form.", true); }
        return notes.sort(function (one, other) { return one.at - other.at; });
      });
    });
  }
  function wipe() {
    beside = [];
    if (!able) { return Promise.resolve(); }
    return inStore("notes", "readwrite", function (all) { all.clear(); })
      .then(function () { return inStore("keys", "readwrite", function (all) { all.clear(); }); });
  }

  // The bar at the top: how much waits, and what does not wait.
  function say(text, alarm) {
    bar.hidden = !text;
    bar.classList.toggle("stop", Boolean(alarm));
    bar.querySelector("[data-outbox-text]").textContent = text;
  }
  function tell(notes) {
    var refused = notes.filter(function (note) { return note.refused; });
    var look = bar.querySelector("[data-outbox-look]");
    look.hidden = !refused.length;
    look.onclick = refused.length ? function () { byHand(refused[0]); } : null;
    if (refused.length) { say("Sent, but not taken: " + refused[0].what + ".", true); return; }
    if (notes.length) {
      say(notes.length + " not yet sent: " + notes.map(function (note) { return note.what + " at " + clock(note.at); }).join(", ") +
        ". It is kept on this device and sent when the connection is back.");
      return;
    }
    say(navigator.onLine === false ? bar.dataset.offline : "");
  }
  function clock(at) {
    return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: bar.dataset.zone }).format(new Date(at));
  }
  function freshKey(form) {
    var field = form.querySelector("input[name$='form_key']");
    if (field) { field.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), function (byte) { return byte.toString(16).padStart(2, "0"); }).join(""); }
  }

  // One sending: 200 with HX-Redirect is done, 401 asks for a sign-in, 4xx is a refusal, all else is no connection.
  function send(note) {
    var body = new URLSearchParams(note.fields), token = document.querySelector("input[name=csrfmiddlewaretoken]");
    body.set("csrfmiddlewaretoken", token ? token.value : "");
    body.set("form_waited", String(Math.round((Date.now() - note.at) / 1000)));
    return fetch(note.action, { method: "POST", body: body, credentials: "same-origin", headers: { "HX-Request": "true" } })
      .then(function (answer) {
        if (answer.ok && answer.headers.get("HX-Redirect")) { return { done: answer.headers.get("HX-Redirect") }; }
        if (answer.status === 401 || answer.status === 403) { return { later: "Sign in again to send what waits." }; }
        return answer.status < 500 ? { refused: true } : { later: "" };
      });
  }
  function sendAll() {
    if (sending) { return Promise.resolve(); }
    sending = true;
    var sent = 0;
    return waiting().then(function (notes) {
      return notes.filter(function (note) { return !note.refused; }).reduce(function (before, note) {
        return before.then(function (stopped) {
          if (stopped) { return stopped; }
          return send(note).then(function (answer) {
            if (answer.done) { sent += 1; return drop(note.id).then(function () { return ""; }); }
            if (answer.refused) { note.refused = true; return keep(note).then(function () { return ""; }); }
            if (answer.later) { say(answer.later, true); }
            return "stop";
          }, function () { return "stop"; });
        });
      }, Promise.resolve(""));
    }).then(function (stopped) {
      sending = false;
      return waiting().then(function (notes) {
        if (stopped !== "stop" || !notes.length) { tell(notes); }
        if (sent && !notes.length) { window.location.reload(); }
      });
    }, function () { sending = false; });
  }
  // A refused note goes through the page's own form once more, so that every reason is read where it belongs.
  function byHand(note) {
    var form = document.createElement("form");
    form.method = "post";
    form.action = note.action;
    var token = document.querySelector("input[name=csrfmiddlewaretoken]");
    note.fields.concat([["csrfmiddlewaretoken", token ? token.value : ""], ["form_waited", String(Math.round((Date.now() - note.at) / 1000))]])
      .forEach(function (pair) {
        var field = document.createElement("input");
        field.type = "hidden";
        field.name = pair[0];
        field.value = pair[1];
        form.appendChild(field);
      });
    document.body.appendChild(form);
    drop(note.id).then(function () { HTMLFormElement.prototype.submit.call(form); });
  }

  function noteOf(form) {
    var fields = Array.from(new FormData(form).entries()).filter(function (pair) {
      return pair[0] !== "csrfmiddlewaretoken" && pair[0] !== "form_waited" && typeof pair[1] === "string";
    });
    var own = fields.filter(function (pair) { return /form_key$/.test(pair[0]); })[0];
    return { id: own ? own[1] : String(Date.now()), what: form.dataset.outbox, at: Date.now(), action: form.action, fields: fields };
  }
  function showSteps(form) {
    var steps = document.getElementById(form.dataset.outboxThen || "");
    if (!steps) { return; }
    var place = document.getElementById("outbox-steps") || document.createElement("div");
    place.id = "outbox-steps";
    place.className = "note stop";
    place.setAttribute("role", "alert");
    place.replaceChildren(steps.content.cloneNode(true));
    form.after(place);
  }
  function submitted(event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post") { return; }
    if (form.dataset.outbox === undefined) {
      if (navigator.onLine === false && !form.action.startsWith("blob:")) {
        event.preventDefault();
        delete form.dataset.sent;
        say(bar.dataset.offline, true);
        bar.scrollIntoView({ block: "nearest" });
      }
      return;
    }
    event.preventDefault();
    var note = noteOf(form);
    var tried = navigator.onLine === false ? Promise.reject(new Error("offline")) : send(note);
    tried.then(function (answer) {
      if (answer.done) { window.location.assign(answer.done); return null; }
      if (answer.refused || answer.later) { return byHand(note); }
      throw new Error("the house does not answer");
    }).catch(function () {
      return keep(note).then(function () {
        form.reset();
        freshKey(form);
        delete form.dataset.sent;
        showSteps(form);
        return waiting().then(tell);
      }).catch(function () { say("This could not be kept on the device. Put it on the paper form.", true); });
    });
  }
  // Signing out deletes what waits: said once, then done.
  function leaving(event) {
    var form = event.target;
    if (form.dataset.signOut === undefined || form.dataset.wiped) { return; }
    event.preventDefault();
    waiting().then(function (notes) {
      if (notes.length && !form.dataset.warned) {
        form.dataset.warned = "1";
        say(notes.length + " not yet sent. Signing out deletes it: press Sign out once more to do so.", true);
        return null;
      }
      return wipe().then(function () { form.dataset.wiped = "1"; form.submit(); });
    }).catch(function () { form.submit(); });
  }
  document.addEventListener("submit", leaving);
  document.addEventListener("submit", submitted);
  document.addEventListener("htmx:sendError", function () { say(bar.dataset.offline, true); });
  window.addEventListener("offline", function () { waiting().then(tell); });
  window.addEventListener("online", sendAll);
  window.setInterval(function () { waiting().then(function (notes) { if (notes.length) { sendAll(); } }); }, EVERY_MS);
  document.addEventListener("DOMContentLoaded", sendAll);
})();
