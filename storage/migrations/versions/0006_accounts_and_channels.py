"""Any channel: people have accounts, and what came in has a key of our own beside its channel's name for it."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step forward."""
    _give_accounts()
    _key_inbox()
    with op.batch_alter_table('draft') as changed:
        changed.alter_column(
            'card_message_id',
            existing_type=sa.BigInteger(),
            type_=sa.String(),
            postgresql_using='card_message_id::varchar',
        )


def _give_accounts() -> None:
    """Whoever has joined has an account of Telegram, under the number that it has there."""
    op.create_table(
        'account',
        sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('channel', sa.String(), nullable=False),
        sa.Column('external', sa.LargeBinary(), nullable=True),
        sa.Column('external_index', sa.String(), nullable=True),
        sa.Column('person_id', sa.BigInteger(), nullable=False),
        sa.Column('joined_at', storage.columns.Instant(), nullable=False),
        sa.Column('blocked_at', storage.columns.Instant(), nullable=True),
        sa.Column('heard_at', storage.columns.Instant(), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_account_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
        sa.UniqueConstraint('channel', 'external_index', name=op.f('uq_account_channel_external_index')),
    )
    op.create_index(op.f('ix_account_person_id'), 'account', ['person_id'])
    person = sa.table('person', *(sa.column(name) for name in ('id', 'telegram_id', 'joined_at', 'blocked_at')))
    account = sa.table(
        'account', *(sa.column(name) for name in ('id', 'channel', 'person_id', 'joined_at', 'blocked_at'))
    )
    bound = sa.select(
        person.c.telegram_id, sa.literal('telegram'), person.c.id, person.c.joined_at, person.c.blocked_at
    ).where(person.c.telegram_id.is_not(None), person.c.joined_at.is_not(None))
    op.execute(account.insert().from_select(['id', 'channel', 'person_id', 'joined_at', 'blocked_at'], bound))
    with op.batch_alter_table('person') as changed:
        changed.drop_constraint(op.f('uq_person_telegram_id'), type_='unique')
        changed.drop_column('telegram_id')
        changed.drop_column('blocked_at')


def _key_inbox() -> None:
    """Keys stay as they are, for what is sealed in a row is bound to them."""
    op.drop_index('ix_inbox_status_update_id', 'inbox')
    op.drop_index('ix_inbox_chat_id_status_update_id', 'inbox')
    with op.batch_alter_table('inbox') as changed:
        changed.alter_column('update_id', new_column_name='id', existing_type=sa.BigInteger())
        changed.add_column(sa.Column('channel', sa.String(), nullable=True))
        changed.add_column(sa.Column('external', sa.String(), nullable=True))
        changed.add_column(sa.Column('lane', sa.Integer(), nullable=True))
        changed.add_column(sa.Column('place', sa.BigInteger(), nullable=True))
    inbox = sa.table('inbox', *(sa.column(name) for name in ('id', 'channel', 'external', 'lane', 'place')))
    # Below zero were events of our own, and above it what Telegram had numbered.
    op.execute(
        inbox.update().where(inbox.c.id < 0).values(channel='own', lane=1, place=-inbox.c.id)
    )
    op.execute(
        inbox.update().where(inbox.c.id >= 0).values(channel='telegram', lane=0, place=inbox.c.id)
    )
    op.execute(inbox.update().values(external=sa.cast(inbox.c.id, sa.String())))
    with op.batch_alter_table('inbox') as changed:
        for name, kind in (
            ('channel', sa.String()), ('external', sa.String()), ('lane', sa.Integer()), ('place', sa.BigInteger())
        ):
            changed.alter_column(name, nullable=False, existing_type=kind)
        changed.create_unique_constraint(op.f('uq_inbox_channel_external'), ['channel', 'external'])
    op.create_index('ix_inbox_status_lane_place', 'inbox', ['status', 'lane', 'place'])
    op.create_index('ix_inbox_chat_id_status_lane_place', 'inbox', ['chat_id', 'status', 'lane', 'place'])
