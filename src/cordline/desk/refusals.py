"""The sentences of the desk's refusals."""

from cordline.ground.refusal import register

register({"desk.mail_not_taken": "The mail server did not take the test mail: {fault}."})
