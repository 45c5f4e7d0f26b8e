"""When the worker does what by itself. Tasks are thin and live in their domains; times are UTC."""

from procrastinate import App

# cron expression: minute hour day month weekday; the name of a task that takes the timestamp of its turn
TIMETABLE: tuple[tuple[str, str], ...] = (
    ("* * * * *", "jobs.revive"),
    ("* * * * *", "messaging.resume"),
    ("* * * * *", "search.settle"),
    ("*/15 * * * *", "search.digest"),
    ("3-59/15 * * * *", "search.count_looks"),
    ("7 * * * *", "accounts.hand_over_guardianships"),
    ("17 * * * *", "accounts.forget_old_exports"),
    ("*/15 * * * *", "opportunities.close_over"),
    ("0 6 * * *", "opportunities.ask"),
    ("5 6 * * *", "opportunities.close_unanswered"),
    ("5 20 * * *", "search.fade"),  # just after midnight in Baku: a new week begins
    ("30 22 * * *", "accounts.queue_erasures"),
    ("0 23 * * *", "accounts.forget_old_sign_ins"),
    ("10 23 * * *", "accounts.forget_old_records"),
    ("20 23 * * *", "messaging.forget_old"),
    ("30 23 * * *", "organisations.sweep"),
    ("40 23 * * *", "platform.sweep"),
    ("50 23 * * *", "jobs.forget_old"),
)


def register(app: App) -> None:
    """Called by procrastinate when its Django app is ready: one periodic task per line of the timetable."""
    for cron, name in TIMETABLE:
        app.periodic(cron=cron, periodic_id=name)(app.tasks[name])
