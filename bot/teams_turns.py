"""botbuilder's part: reading activities, and sending each kind to its method. The only importer of botbuilder.

Tokens, keys and posts are ours: botbuilder fetches them with blocking requests inside the event loop, and its
CloudAdapter cannot answer invokes.
"""

from typing import Any

from botbuilder.core import BotAdapter, InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import Activity, ActivityTypes, ConversationReference, ResourceResponse

from bot.teams_answers import Answers
from bot.teams_events import Json, part

_BODY, _TENANT, _ANSWER = "snsbot.body", "snsbot.tenant", "snsbot.answer"


class Malformed(Exception):
    """The body is no activity."""


class Adapter(BotAdapter):  # type: ignore[misc]
    """Runs a turn and keeps the answer to an invoke; messages leave through the door's `post`, never from a turn."""

    async def run(self, body: Json, tenant: str, handler: "Turns") -> tuple[int, Any]:
        """Status and JSON body of the answer to an activity. Raises Malformed."""
        try:
            activity = Activity().deserialize(body)
        except (ValueError, TypeError, AttributeError) as error:
            raise Malformed(str(error)) from error
        if not isinstance(activity.type, str):
            raise Malformed("an activity has a type")
        context = TurnContext(self, activity)
        context.turn_state[_BODY], context.turn_state[_TENANT] = body, tenant
        await self.run_pipeline(context, handler.on_turn)
        answer = context.turn_state.get(_ANSWER)
        return (200, None) if answer is None else (answer.status, answer.body)

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        """Takes the answer to an invoke. Raises NotImplementedError for anything else."""
        for activity in activities:
            if activity.type != ActivityTypes.invoke_response:
                raise NotImplementedError("messages leave through the outbox")
            response: InvokeResponse = activity.value
            context.turn_state[_ANSWER] = response
        return [ResourceResponse() for _ in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> None:
        """Never used: see `send_activities`."""
        raise NotImplementedError("messages leave through the outbox")

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        """Never used: see `send_activities`."""
        raise NotImplementedError("messages leave through the outbox")


class Turns(TeamsActivityHandler):  # type: ignore[misc]
    """Sends each kind of activity to its method of `Answers`."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """A message."""
        await self._answers.message(*_given(turn_context))

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """The app was added; Teams says so in personal, group and team conversations. Upgrades get no greeting."""
        welcome = turn_context.activity.action == "add"
        await self._answers.added(*_given(turn_context), welcome=welcome)

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """The bot is among the members: comes beside the installation, so it brings no greeting of its own."""
        activity = turn_context.activity
        ours = activity.recipient.id if activity.recipient else None
        if ours and any(member.id == ours for member in activity.members_added or ()):
            await self._answers.added(*_given(turn_context), welcome=False)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """A press or a dialog, answered with plain JSON: botbuilder's own classes cannot write a sentence as value."""
        activity, tenant = _given(turn_context)
        match turn_context.activity.name:
            case "adaptiveCard/action":
                if part(activity, "value", "action", "type") != "Action.Execute":
                    return InvokeResponse(status=400)
                return InvokeResponse(status=200, body=await self._answers.execute(activity, tenant))
            case "task/fetch":
                return InvokeResponse(status=200, body=_task(await self._answers.fetch(activity, tenant)))
            case "task/submit":
                return InvokeResponse(status=200, body=_task(await self._answers.submit(activity, tenant)))
            case "composeExtension/fetchTask" | "composeExtension/submitAction":
                return InvokeResponse(status=200, body=_task(await self._answers.extend(activity, tenant)))
            case _:
                return InvokeResponse(status=501)


def _given(context: TurnContext) -> tuple[Json, str]:
    """The activity as it came (botbuilder drops fields it does not know) and its tenant."""
    return context.turn_state[_BODY], context.turn_state[_TENANT]


def _task(task: Json | None) -> Json | None:
    return None if task is None else {"task": task}
