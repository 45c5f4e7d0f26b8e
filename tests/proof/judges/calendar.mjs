// Reads an iCalendar from stdin and prints its events as instants: node calendar.mjs
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

const root = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
const events = root.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
console.log(JSON.stringify(events.map((event) => ({
  uid: event.uid,
  summary: event.summary,
  description: event.description,
  location: event.location,
  day: event.startDate.isDate,
  start: event.startDate.isDate ? event.startDate.toString() : event.startDate.toJSDate().toISOString(),
  end: event.endDate.isDate ? event.endDate.toString() : event.endDate.toJSDate().toISOString(),
}))));
