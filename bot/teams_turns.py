"""botbuilder's part: reading activities, and sending each kind to its method. The only importer of botbuilder.

Tokens, keys and posts are ours: botbuilder fetches them with blocking requests inside the event loop, and its
CloudAdapter cannot answer invokes.
"""

from typing import Any

from botbuilder.core import BotAdapter, InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    AdaptiveCardInvokeResponse,
    AdaptiveCardInvokeValue,
    Attachment,
    ConversationReference,
    ResourceResponse,
)
from botbuilder.schema.teams import (
    TaskModuleContinueResponse,
    TaskModuleMessageResponse,
    TaskModuleRequest,
    TaskModuleResponse,
    TaskModuleTaskInfo,
)

from bot.teams_answers import Answers
from bot.teams_events import Json

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
        if answer is None:
            return (501 if activity.type == ActivityTypes.invoke else 200), None
        # botbuilder's own error bodies hold Exception objects, which no JSON can tell.
        return answer.status, answer.body if isinstance(answer.body, dict) else None

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

    async def on_adaptive_card_invoke(
        self, turn_context: TurnContext, invoke_value: AdaptiveCardInvokeValue
    ) -> AdaptiveCardInvokeResponse:
        """Action.Execute."""
        answer = await self._answers.execute(*_given(turn_context))
        return AdaptiveCardInvokeResponse(
            status_code=answer["statusCode"], type=answer["type"], value=answer["value"]
        )  # fmt: skip

    async def on_teams_task_module_fetch(
        self, turn_context: TurnContext, task_module_request: TaskModuleRequest
    ) -> TaskModuleResponse:
        """A button that opens a dialog."""
        return _task(await self._answers.fetch(*_given(turn_context)))

    async def on_teams_task_module_submit(
        self, turn_context: TurnContext, task_module_request: TaskModuleRequest
    ) -> TaskModuleResponse | None:
        """A dialog's button."""
        answer = await self._answers.submit(*_given(turn_context))
        return None if answer is None else _task(answer)


def _given(context: TurnContext) -> tuple[Json, str]:
    """The activity as it came (botbuilder drops fields it does not know) and its tenant."""
    return context.turn_state[_BODY], context.turn_state[_TENANT]


def _task(answer: Json) -> TaskModuleResponse:
    if answer["type"] == "message":
        return TaskModuleResponse(task=TaskModuleMessageResponse(value=answer["value"]))
    value = answer["value"]
    card = Attachment(content_type=value["card"]["contentType"], content=value["card"]["content"])
    info = TaskModuleTaskInfo(title=value["title"], height=value["height"], width=value["width"], card=card)
    return TaskModuleResponse(task=TaskModuleContinueResponse(value=info))
