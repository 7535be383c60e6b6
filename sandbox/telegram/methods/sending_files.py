"""The bot sends photos, documents, albums of either, and voices."""

from sandbox.telegram.errors import ApiError, Json, bad_request
from sandbox.telegram.files import PHOTO_LIMIT, UPLOAD_LIMIT
from sandbox.telegram.image_size import image_size
from sandbox.telegram.messages import caption_content
from sandbox.telegram.methods.sending import post
from sandbox.telegram.methods.table import Method
from sandbox.telegram.params import Params, Upload
from sandbox.telegram.world import World

ALBUM = range(2, 11)


async def send_photo(world: World, params: Params) -> Json:
    """Show a photo, new or already known."""
    return _send(world, params, "photo")


async def send_document(world: World, params: Params) -> Json:
    """Send a file, new or already known."""
    return _send(world, params, "document")


async def send_voice(world: World, params: Params) -> Json:
    """Send a voice; what is no OGG, MP3 or M4A arrives as a document, as Telegram has it."""
    return _send(world, params, "voice")


async def send_media_group(world: World, params: Params) -> list[Json]:
    """Send two to ten photos, or documents, as one album."""
    chat, media = world.chat(params), params.decoded("media")
    if not isinstance(media, list) or len(media) not in ALBUM:
        raise bad_request("wrong number of media: an album has 2-10 items")
    kinds = [item.get("type") if isinstance(item, dict) else None for item in media]
    if kinds[0] not in ("photo", "document") or kinds.count(kinds[0]) != len(kinds):
        raise bad_request("document can't be mixed with other media types")
    album = {"media_group_id": world.serial()}
    contents = [album | _item(world, params, item) for item in media]
    # An album has no buttons; Telegram says nothing and leaves them out.
    bare = Params({name: value for name, value in params.values.items() if name != "reply_markup"})
    first = post(world, chat, bare, *contents)["message_id"]
    return [chat.messages[first + nth] for nth in range(len(contents))]


def _send(world: World, params: Params, kind: str) -> Json:
    chat = world.chat(params)
    content = _file(world, params, kind, params.values.get(kind)) | caption_content(params)
    return post(world, chat, params, content)


def _item(world: World, params: Params, item: Json) -> Json:
    content = _file(world, params, item["type"], item.get("media"))
    return content | caption_content(Params(item))


def _file(world: World, params: Params, kind: str, reference: object) -> Json:
    given = params.upload(reference)
    if given is None:
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(given, str):
        return world.files.described(given, kind)
    if kind == "voice":
        return _voice(world, params, given)
    return _photo(world, given) if kind == "photo" else _document(world, given)


def _photo(world: World, given: Upload) -> Json:
    size = image_size(given.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    if len(given.content) > PHOTO_LIMIT:
        raise bad_request(f"file of size {len(given.content)} bytes is too big for a photo")
    return world.files.add_photo(given.content)


def _voice(world: World, params: Params, given: Upload) -> Json:
    is_sound = given.content.startswith((b"OggS", b"ID3", b"\xff\xfb")) or given.content[4:8] == b"ftyp"
    if not is_sound:
        return _document(world, given)
    if len(given.content) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    return world.files.add_voice(params.integer("duration") or 0, given.content)


def _document(world: World, given: Upload) -> Json:
    if not given.content:
        raise bad_request("file must be non-empty")
    if len(given.content) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    return world.files.add_document(given.name, given.content)


METHODS: dict[str, Method] = {
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendVoice": send_voice,
    "sendMediaGroup": send_media_group,
}
