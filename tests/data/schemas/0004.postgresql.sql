CREATE FUNCTION public.log_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$;
CREATE TABLE public.account (
    id integer NOT NULL,
    medium text NOT NULL,
    name text NOT NULL,
    handle text NOT NULL,
    url text DEFAULT ''::text NOT NULL,
    section text NOT NULL,
    holder text DEFAULT ''::text NOT NULL,
    deputy text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    origin text DEFAULT '申請'::text NOT NULL,
    application_id integer,
    broadcast_only boolean DEFAULT false NOT NULL,
    approved_on date,
    approval_number text DEFAULT ''::text NOT NULL,
    obtained_on date,
    notified_on date,
    published_at text DEFAULT ''::text NOT NULL,
    policy_url text DEFAULT ''::text NOT NULL,
    published_on date,
    review_on date,
    suspended_on date,
    closed_on date,
    version integer DEFAULT 1 NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.account_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.account_id_seq OWNED BY public.account.id;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.application (
    id integer NOT NULL,
    kind text NOT NULL,
    section text NOT NULL,
    medium text NOT NULL,
    state text NOT NULL,
    step text DEFAULT ''::text NOT NULL,
    round integer DEFAULT 0 NOT NULL,
    account_id integer,
    follows integer,
    author text NOT NULL,
    answer_to json NOT NULL,
    reason_payload integer,
    submitted_by text DEFAULT ''::text NOT NULL,
    as_deputy boolean DEFAULT false NOT NULL,
    submitted_at timestamp with time zone,
    decided_on date,
    decision_number text DEFAULT ''::text NOT NULL,
    review_on date,
    fields_due_on date,
    begun_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.application_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.application_id_seq OWNED BY public.application.id;
CREATE TABLE public.ballot (
    id integer NOT NULL,
    application_id integer NOT NULL,
    round integer NOT NULL,
    person text NOT NULL,
    notice_id integer,
    vote text DEFAULT ''::text NOT NULL,
    payload_id integer,
    voted_at timestamp with time zone
);
CREATE SEQUENCE public.ballot_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.ballot_id_seq OWNED BY public.ballot.id;
CREATE TABLE public.decision (
    id integer NOT NULL,
    application_id integer NOT NULL,
    round integer NOT NULL,
    outcome text NOT NULL,
    how text NOT NULL,
    "on" date NOT NULL,
    number text DEFAULT ''::text NOT NULL,
    person text NOT NULL,
    payload_id integer,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.decision_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.decision_id_seq OWNED BY public.decision.id;
CREATE TABLE public.done (
    key text NOT NULL,
    at timestamp with time zone NOT NULL,
    payload_id integer
);
CREATE TABLE public.draft_check (
    id text NOT NULL,
    member_id integer NOT NULL,
    person text NOT NULL,
    unit text NOT NULL,
    account text NOT NULL,
    version integer NOT NULL,
    revision integer NOT NULL,
    payload_id integer NOT NULL,
    digest text NOT NULL,
    salt text NOT NULL,
    capacity text,
    content_type text,
    severity text NOT NULL,
    clauses json NOT NULL,
    rules json NOT NULL,
    state text NOT NULL,
    corrects text,
    place json NOT NULL,
    made_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.feedback (
    id integer NOT NULL,
    question_id text NOT NULL,
    clause text NOT NULL,
    good boolean NOT NULL,
    better text,
    given_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.feedback_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.feedback_id_seq OWNED BY public.feedback.id;
CREATE TABLE public.field_answer (
    id integer NOT NULL,
    application_id integer NOT NULL,
    field text NOT NULL,
    version integer NOT NULL,
    payload_id integer NOT NULL,
    person text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.field_answer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.field_answer_id_seq OWNED BY public.field_answer.id;
CREATE TABLE public.incident (
    id integer NOT NULL,
    reporter_id integer NOT NULL,
    drill boolean NOT NULL,
    kind text NOT NULL,
    account text,
    personal_data text NOT NULL,
    state text NOT NULL,
    payload_id integer NOT NULL,
    reported_to json NOT NULL,
    reported_at timestamp with time zone NOT NULL,
    status_row integer,
    merged_into integer
);
CREATE TABLE public.incident_entry (
    id integer NOT NULL,
    incident_id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    member_id integer,
    payload_id integer
);
CREATE SEQUENCE public.incident_entry_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.incident_entry_id_seq OWNED BY public.incident_entry.id;
CREATE SEQUENCE public.incident_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.incident_id_seq OWNED BY public.incident.id;
CREATE TABLE public.incident_notice (
    id integer NOT NULL,
    incident_id integer NOT NULL,
    "position" integer NOT NULL,
    office text NOT NULL,
    outbox_id integer NOT NULL,
    told_at timestamp with time zone,
    acknowledged_at timestamp with time zone,
    acknowledged_by integer,
    closed boolean DEFAULT false NOT NULL,
    reported_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.incident_notice_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.incident_notice_id_seq OWNED BY public.incident_notice.id;
CREATE TABLE public.incident_reminder (
    id integer NOT NULL,
    notice_id integer NOT NULL,
    step text NOT NULL,
    outbox_id integer,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.incident_reminder_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.incident_reminder_id_seq OWNED BY public.incident_reminder.id;
CREATE TABLE public.log_entry (
    seq integer NOT NULL,
    at timestamp with time zone NOT NULL,
    act text NOT NULL,
    person text NOT NULL,
    ids json NOT NULL,
    digest text NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.log_head (
    id integer NOT NULL,
    seq integer NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.member (
    id integer NOT NULL,
    platform text NOT NULL,
    team text NOT NULL,
    account text NOT NULL,
    person text,
    name text NOT NULL,
    seen_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.member_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.member_id_seq OWNED BY public.member.id;
CREATE TABLE public.outbox (
    id integer NOT NULL,
    thread text NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    kind text DEFAULT 'card'::text NOT NULL,
    platform text NOT NULL,
    place json NOT NULL,
    payload_id integer NOT NULL,
    edits integer,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    lease_owner text,
    leased_until timestamp with time zone,
    posted_channel text,
    posted_id text,
    sent_at timestamp with time zone,
    error text,
    ways json DEFAULT '[]'::json NOT NULL,
    way integer DEFAULT 0 NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    unsure boolean DEFAULT false NOT NULL,
    order_until timestamp with time zone,
    out_of_order text
);
CREATE SEQUENCE public.outbox_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.outbox_id_seq OWNED BY public.outbox.id;
CREATE TABLE public.payload (
    id integer NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    body json,
    salt text,
    kept_from timestamp with time zone NOT NULL,
    keep_until timestamp with time zone,
    blanked_at timestamp with time zone
);
CREATE SEQUENCE public.payload_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.payload_id_seq OWNED BY public.payload.id;
CREATE TABLE public.question (
    id text NOT NULL,
    payload_id integer NOT NULL,
    mode text NOT NULL,
    clauses json NOT NULL,
    chosen text,
    asked_at timestamp with time zone NOT NULL
);
CREATE TABLE public.receipt (
    id integer NOT NULL,
    check_id text NOT NULL,
    version integer NOT NULL,
    way text NOT NULL,
    people json NOT NULL,
    digest text NOT NULL,
    salt text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    void_at timestamp with time zone,
    posted_at timestamp with time zone,
    url_payload integer,
    kept_payload integer
);
CREATE SEQUENCE public.receipt_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.receipt_id_seq OWNED BY public.receipt.id;
CREATE TABLE public.reference (
    id integer NOT NULL,
    platform text NOT NULL,
    team text NOT NULL,
    conversation text NOT NULL,
    reference json NOT NULL,
    kept_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.reference_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.reference_id_seq OWNED BY public.reference.id;
CREATE TABLE public.review (
    id integer NOT NULL,
    check_id text NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    person text NOT NULL,
    step integer NOT NULL,
    state text NOT NULL,
    notice_id integer,
    comment_payload integer,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    reminded_at timestamp with time zone
);
CREATE SEQUENCE public.review_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.review_id_seq OWNED BY public.review.id;
CREATE TABLE public.submission (
    id integer NOT NULL,
    application_id integer NOT NULL,
    round integer NOT NULL,
    hash text NOT NULL,
    payload_id integer NOT NULL,
    file_payload integer,
    person text NOT NULL,
    as_deputy boolean DEFAULT false NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.submission_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.submission_id_seq OWNED BY public.submission.id;
CREATE TABLE public.ticket (
    id integer NOT NULL,
    asker_id integer NOT NULL,
    office text NOT NULL,
    state text NOT NULL,
    question_payload integer NOT NULL,
    answer_payload integer,
    answer_to json NOT NULL,
    notice_id integer,
    opened_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    answered_by integer
);
CREATE SEQUENCE public.ticket_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.ticket_id_seq OWNED BY public.ticket.id;
CREATE TABLE public.violation (
    id integer NOT NULL,
    reporter_id integer NOT NULL,
    named boolean NOT NULL,
    official boolean NOT NULL,
    section text NOT NULL,
    clauses json NOT NULL,
    step text NOT NULL,
    holder text NOT NULL,
    subject text,
    payload_id integer NOT NULL,
    incident_id integer,
    reported_to json NOT NULL,
    reported_at timestamp with time zone NOT NULL,
    step_at timestamp with time zone NOT NULL
);
CREATE TABLE public.violation_entry (
    id integer NOT NULL,
    violation_id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    person text NOT NULL,
    payload_id integer,
    outbox_id integer
);
CREATE SEQUENCE public.violation_entry_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.violation_entry_id_seq OWNED BY public.violation_entry.id;
CREATE SEQUENCE public.violation_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.violation_id_seq OWNED BY public.violation.id;
CREATE TABLE public.walk (
    member_id integer NOT NULL,
    application_id integer NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.account ALTER COLUMN id SET DEFAULT nextval('public.account_id_seq'::regclass);
ALTER TABLE ONLY public.application ALTER COLUMN id SET DEFAULT nextval('public.application_id_seq'::regclass);
ALTER TABLE ONLY public.ballot ALTER COLUMN id SET DEFAULT nextval('public.ballot_id_seq'::regclass);
ALTER TABLE ONLY public.decision ALTER COLUMN id SET DEFAULT nextval('public.decision_id_seq'::regclass);
ALTER TABLE ONLY public.feedback ALTER COLUMN id SET DEFAULT nextval('public.feedback_id_seq'::regclass);
ALTER TABLE ONLY public.field_answer ALTER COLUMN id SET DEFAULT nextval('public.field_answer_id_seq'::regclass);
ALTER TABLE ONLY public.incident ALTER COLUMN id SET DEFAULT nextval('public.incident_id_seq'::regclass);
ALTER TABLE ONLY public.incident_entry ALTER COLUMN id SET DEFAULT nextval('public.incident_entry_id_seq'::regclass);
ALTER TABLE ONLY public.incident_notice ALTER COLUMN id SET DEFAULT nextval('public.incident_notice_id_seq'::regclass);
ALTER TABLE ONLY public.incident_reminder ALTER COLUMN id SET DEFAULT nextval('public.incident_reminder_id_seq'::regclass);
ALTER TABLE ONLY public.member ALTER COLUMN id SET DEFAULT nextval('public.member_id_seq'::regclass);
ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);
ALTER TABLE ONLY public.payload ALTER COLUMN id SET DEFAULT nextval('public.payload_id_seq'::regclass);
ALTER TABLE ONLY public.receipt ALTER COLUMN id SET DEFAULT nextval('public.receipt_id_seq'::regclass);
ALTER TABLE ONLY public.reference ALTER COLUMN id SET DEFAULT nextval('public.reference_id_seq'::regclass);
ALTER TABLE ONLY public.review ALTER COLUMN id SET DEFAULT nextval('public.review_id_seq'::regclass);
ALTER TABLE ONLY public.submission ALTER COLUMN id SET DEFAULT nextval('public.submission_id_seq'::regclass);
ALTER TABLE ONLY public.ticket ALTER COLUMN id SET DEFAULT nextval('public.ticket_id_seq'::regclass);
ALTER TABLE ONLY public.violation ALTER COLUMN id SET DEFAULT nextval('public.violation_id_seq'::regclass);
ALTER TABLE ONLY public.violation_entry ALTER COLUMN id SET DEFAULT nextval('public.violation_entry_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0004');
INSERT INTO public.done VALUES ('web:playground:9e43c98a-5fa5-47a3-a82d-856572d8a50f', '2026-11-24 17:38:37.466009+00', NULL);
INSERT INTO public.done VALUES ('web:playground:e7ae9aa9-15bd-4de5-a63f-fd852f7979a2', '2026-11-24 17:38:37.597145+00', NULL);
INSERT INTO public.done VALUES ('web:playground:6bad04db-c7d0-4368-a3c8-2817aa5066a1', '2026-11-24 17:38:37.694042+00', 7);
INSERT INTO public.done VALUES ('press:448a30b58da0d8a661b546b3ba0182708cee35b7a83beeddf4d6623bc7d98eb9', '2026-11-24 17:38:37.694042+00', 7);
INSERT INTO public.done VALUES ('web:playground:6bc240a9-e844-4de2-94aa-4fb987c479a4', '2026-11-24 17:38:37.787191+00', 11);
INSERT INTO public.done VALUES ('press:970d46e503211537c8d9dcc1f648d375dc07a8fc93bad146c13fc2b655863977', '2026-11-24 17:38:37.787191+00', 11);
INSERT INTO public.done VALUES ('web:playground:34d8d130-806d-44b0-862f-1203d4a1eef8', '2026-11-24 17:38:37.865124+00', 13);
INSERT INTO public.done VALUES ('press:892baab34953e0398f09ddd3d9d17fa7c531c09497ee20336516643b89a5e55a', '2026-11-24 17:38:37.865124+00', 13);
INSERT INTO public.done VALUES ('web:playground:e1ecc38a-4e8f-4e63-b35b-a06a38e31a7a', '2026-11-24 17:38:37.925875+00', NULL);
INSERT INTO public.done VALUES ('web:playground:03ab0e2c-8a68-4aef-9751-b9bf255d4c45', '2026-11-24 17:38:37.979081+00', 20);
INSERT INTO public.done VALUES ('press:c4d2addbbf9f6fd1976b4b028931868b6fc77467c16b5493a6dc8c81d4eafbb9', '2026-11-24 17:38:37.979081+00', 20);
INSERT INTO public.done VALUES ('web:playground:71b7843f-9b69-4efb-83d7-1b6ca242b186', '2026-11-24 17:38:38.679839+00', 29);
INSERT INTO public.done VALUES ('press:9cc9fb01b18626a43d62e2dcd956ab5a38f1dc9e42ff85dbbcf84ad94f6d09fe', '2026-11-24 17:38:38.679839+00', 29);
INSERT INTO public.done VALUES ('web:playground:67a1f89e-6c54-423f-8e19-58576791aa96', '2026-11-24 17:38:39.170313+00', NULL);
INSERT INTO public.draft_check VALUES ('64e9a30c9e5af9da', 1, 'tanaka', '観光振興課', '', 1, 1, 30, '6c01b5cda650523645878cb9f7317c802cd828b37236a75828727d7bae0b4c11', '44565fac336a115a61469dabb9fbfd19', NULL, NULL, 'ok', '[]', '[]', 'open', NULL, '{"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "tanaka", "private": true, "direct": false}', '2026-11-24 17:38:39.173255+00', '2026-11-24 17:38:39.173255+00');
INSERT INTO public.incident VALUES (1, 1, false, 'flame', NULL, 'no', '対応中', 15, '{"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "tanaka", "private": true, "direct": true}', '2026-11-24 17:38:37.984602+00', 11, NULL);
INSERT INTO public.incident_entry VALUES (1, 1, '2026-11-24 17:38:37.984602+00', 'reported', '', 1, NULL);
INSERT INTO public.incident_entry VALUES (2, 1, '2026-11-24 17:38:38.687811+00', 'acknowledged', '秘書広報室', 3, NULL);
INSERT INTO public.incident_notice VALUES (2, 1, 1, '危機管理室', 9, '2026-11-24 17:38:38.264418+00', NULL, NULL, false, '2026-11-24 17:38:37.984602+00');
INSERT INTO public.incident_notice VALUES (3, 1, 2, '情報政策課', 10, '2026-11-24 17:38:38.29784+00', NULL, NULL, false, '2026-11-24 17:38:37.984602+00');
INSERT INTO public.incident_notice VALUES (1, 1, 0, '秘書広報室', 8, '2026-11-24 17:38:38.239595+00', '2026-11-24 17:38:38.687811+00', 3, false, '2026-11-24 17:38:37.984602+00');
INSERT INTO public.log_entry VALUES (1, '2026-11-24 17:38:37.474932+00', 'asked', 'tanaka', '{}', '', '0000000000000000000000000000000000000000000000000000000000000000', 'b5e00bbccfda5e8eb99647a5ac8197fa688a5c3a725033c1128a3f3bf3c42a32');
INSERT INTO public.log_entry VALUES (2, '2026-11-24 17:38:37.602821+00', 'asked', 'tanaka', '{}', '', 'b5e00bbccfda5e8eb99647a5ac8197fa688a5c3a725033c1128a3f3bf3c42a32', '2511ff99be62687d9c3fe33a3dbe42d9dea3eee0a19416ca66ee0f537040ede9');
INSERT INTO public.log_entry VALUES (3, '2026-11-24 17:38:37.701105+00', 'ticket opened', 'tanaka', '{"ticket": 1}', 'd68ca43c2a373eba6bb04181a6fde8f111dc1886817845fa318dcea9ac6ce704', '2511ff99be62687d9c3fe33a3dbe42d9dea3eee0a19416ca66ee0f537040ede9', '0c2725c535cabe3c44ad04bf69259baee3295e3afa5bcbaa86c5c048cde7dff2');
INSERT INTO public.log_entry VALUES (4, '2026-11-24 17:38:37.792653+00', 'ticket answered', 'mori', '{"ticket": 1}', '9132a0f4e7339d16f7b9e9f4b9b58c58c5c4508a7d0e37c6b1279ad652b1c56d', '0c2725c535cabe3c44ad04bf69259baee3295e3afa5bcbaa86c5c048cde7dff2', '67e4651411c76f0494996b536ddbbb67d4037649cd4920a19c760d554c21460b');
INSERT INTO public.log_entry VALUES (5, '2026-11-24 17:38:37.866614+00', 'ticket closed', 'tanaka', '{"ticket": 1}', '', '67e4651411c76f0494996b536ddbbb67d4037649cd4920a19c760d554c21460b', '754c28dedc3cba5b1356af807c61321e40f5fe60f77d092c39b13614f805543a');
INSERT INTO public.log_entry VALUES (6, '2026-11-24 17:38:37.984602+00', 'incident reported', 'tanaka', '{"incident": 1, "drill": 0}', '1271ac1b7877051a7e592cffcf5d28f79fc5c5f8a5f1e8e717402e0be91acf9d', '754c28dedc3cba5b1356af807c61321e40f5fe60f77d092c39b13614f805543a', 'c99947fe209e21cae86fd047039ac356c203a080fe865547857f71437ac30471');
INSERT INTO public.log_entry VALUES (7, '2026-11-24 17:38:38.304731+00', 'office told', 'clock', '{"incident": 1, "position": 0}', '', 'c99947fe209e21cae86fd047039ac356c203a080fe865547857f71437ac30471', 'cc0aff3c6417012adcb22ec1c7db75d48ac2f89cfe139b53c6695b3813ab8d4d');
INSERT INTO public.log_entry VALUES (8, '2026-11-24 17:38:38.304731+00', 'office told', 'clock', '{"incident": 1, "position": 1}', '', 'cc0aff3c6417012adcb22ec1c7db75d48ac2f89cfe139b53c6695b3813ab8d4d', '4d11ee508885993217d05837d115e58bd3c0ac8983872d20819bda11808de5c3');
INSERT INTO public.log_entry VALUES (9, '2026-11-24 17:38:38.304731+00', 'office told', 'clock', '{"incident": 1, "position": 2}', '', '4d11ee508885993217d05837d115e58bd3c0ac8983872d20819bda11808de5c3', '3215c5543de6db92d5211363ea50a43497c472f765af950f02226df1fecb9d84');
INSERT INTO public.log_entry VALUES (10, '2026-11-24 17:38:38.304731+00', 'account''s people informed', 'clock', '{"incident": 1}', '', '3215c5543de6db92d5211363ea50a43497c472f765af950f02226df1fecb9d84', '29913e646f5a1a29901fa4ea85f25372a396863513ccffb81c975c84a2c0379e');
INSERT INTO public.log_entry VALUES (11, '2026-11-24 17:38:38.687811+00', 'incident acknowledged', 'kubo', '{"incident": 1, "position": 0}', '', '29913e646f5a1a29901fa4ea85f25372a396863513ccffb81c975c84a2c0379e', '430473d52ad27a75afaeb6900c1efa73c98fe03563a6d068b04e4ff9a63381ba');
INSERT INTO public.log_entry VALUES (12, '2026-11-24 17:38:39.173255+00', 'draft checked', 'tanaka', '{"check": "64e9a30c9e5af9da", "clauses": []}', '6c01b5cda650523645878cb9f7317c802cd828b37236a75828727d7bae0b4c11', '430473d52ad27a75afaeb6900c1efa73c98fe03563a6d068b04e4ff9a63381ba', 'b6286041414f4f2ac9518f78424c10a0d151af172aaa2a09e2ee876e85650e15');
INSERT INTO public.log_head VALUES (1, 12, 'b6286041414f4f2ac9518f78424c10a0d151af172aaa2a09e2ee876e85650e15');
INSERT INTO public.member VALUES (1, 'web', 'playground', 'tanaka', 'tanaka', '田中 はるか', '2026-11-24 17:38:37.474932+00');
INSERT INTO public.member VALUES (2, 'web', 'playground', 'mori', 'mori', '森 由美', '2026-11-24 17:38:37.792653+00');
INSERT INTO public.member VALUES (3, 'web', 'playground', 'kubo', 'kubo', '久保 美咲', '2026-11-24 17:38:38.687811+00');
INSERT INTO public.outbox VALUES (1, 'once:6b04594091386552', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}', 2, NULL, 'sent', 1, '2026-11-24 17:38:37.474932+00', '2026-11-24 17:38:37.495549+00', NULL, NULL, 'dm-tanaka', '9049e9fa9618fabccf89', '2026-11-24 17:38:37.534226+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (2, 'once:f3f14a5f22e144ed', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}', 4, NULL, 'sent', 1, '2026-11-24 17:38:37.602821+00', '2026-11-24 17:38:37.611869+00', NULL, NULL, 'dm-tanaka', 'c8fcb4f7d4044b0d9593', '2026-11-24 17:38:37.65219+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (9, 'incident:1', 1, 'notice', 'web', '{"platform": "web", "team": "playground", "channel": "kiki-kanri", "thread": "", "user": "", "private": false, "direct": false}', 17, NULL, 'sent', 1, '2026-11-24 17:38:37.984602+00', '2026-11-24 17:38:38.096029+00', NULL, NULL, 'kiki-kanri', '6d34c884cf5f5d8d6e2e', '2026-11-24 17:38:38.264418+00', NULL, '[{"platform": "web", "place": {"platform": "web", "team": "playground", "channel": "kiki-kanri", "thread": "", "user": "", "private": false, "direct": false}}, {"platform": "web", "place": {"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "mail:inoue@city.example.jp", "private": true, "direct": true}}, {"platform": "mail", "place": {"platform": "mail", "team": "", "channel": "kiki@city.example.jp", "thread": "", "user": "", "private": false, "direct": false}}]', 0, 1, false, '2026-11-24 17:39:18.096029+00', NULL);
INSERT INTO public.outbox VALUES (3, 'ticket:1', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}', 6, NULL, 'sent', 1, '2026-11-24 17:38:37.701105+00', '2026-11-24 17:38:37.716207+00', NULL, NULL, 'joho-seisaku', 'd60592571b23a79f49b9', '2026-11-24 17:38:37.775857+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (8, 'incident:1', 0, 'notice', 'web', '{"platform": "web", "team": "playground", "channel": "hisho-koho", "thread": "", "user": "", "private": false, "direct": false}', 16, NULL, 'sent', 1, '2026-11-24 17:38:37.984602+00', '2026-11-24 17:38:38.07223+00', NULL, NULL, 'hisho-koho', '6fa45e96e2e35c56a37f', '2026-11-24 17:38:38.239595+00', NULL, '[{"platform": "web", "place": {"platform": "web", "team": "playground", "channel": "hisho-koho", "thread": "", "user": "", "private": false, "direct": false}}, {"platform": "web", "place": {"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "mail:sakai@city.example.jp", "private": true, "direct": true}}, {"platform": "mail", "place": {"platform": "mail", "team": "", "channel": "hisho@city.example.jp", "thread": "", "user": "", "private": false, "direct": false}}]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (4, 'ticket:1', 1, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}', 9, 3, 'sent', 1, '2026-11-24 17:38:37.792653+00', '2026-11-24 17:38:37.818701+00', NULL, NULL, 'joho-seisaku', 'd60592571b23a79f49b9', '2026-11-24 17:38:37.868673+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (5, 'ticket:1:asker', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}', 10, NULL, 'sent', 1, '2026-11-24 17:38:37.792653+00', '2026-11-24 17:38:37.833693+00', NULL, NULL, 'dm-tanaka', 'fa9abdeb03d1f2327c4a', '2026-11-24 17:38:37.868673+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (11, 'incident:1:reporter', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "tanaka", "private": true, "direct": true}', 19, NULL, 'sent', 1, '2026-11-24 17:38:37.984602+00', '2026-11-24 17:38:38.159537+00', NULL, NULL, 'dm-tanaka', 'dc24d6fc5ed8a94c6407', '2026-11-24 17:38:38.239595+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (6, 'ticket:1', 2, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}', 12, 3, 'sent', 1, '2026-11-24 17:38:37.866614+00', '2026-11-24 17:38:37.884243+00', NULL, NULL, 'joho-seisaku', 'd60592571b23a79f49b9', '2026-11-24 17:38:37.913294+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (7, 'once:ffc8d747e33372b2', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}', 14, NULL, 'sent', 1, '2026-11-24 17:38:37.928387+00', '2026-11-24 17:38:37.933374+00', NULL, NULL, 'dm-tanaka', '5d76b5c2becd6ee4e9ea', '2026-11-24 17:38:37.952134+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (10, 'incident:1', 2, 'notice', 'web', '{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}', 18, NULL, 'sent', 1, '2026-11-24 17:38:37.984602+00', '2026-11-24 17:38:38.120351+00', NULL, NULL, 'joho-seisaku', 'bea29a1a91414366a842', '2026-11-24 17:38:38.29784+00', NULL, '[{"platform": "web", "place": {"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}}, {"platform": "web", "place": {"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "hayashi", "private": true, "direct": true}}, {"platform": "mail", "place": {"platform": "mail", "team": "", "channel": "joho@city.example.jp", "thread": "", "user": "", "private": false, "direct": false}}]', 0, 1, false, '2026-11-24 17:39:26.120351+00', NULL);
INSERT INTO public.outbox VALUES (15, 'incident:1:reporter', 1, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "tanaka", "private": true, "direct": true}', 24, 11, 'sent', 1, '2026-11-24 17:38:38.304731+00', '2026-11-24 17:38:38.559907+00', NULL, NULL, 'dm-tanaka', 'dc24d6fc5ed8a94c6407', '2026-11-24 17:38:38.655951+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (12, 'incident:1:card:0', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "hisho-koho", "thread": "", "user": "", "private": false, "direct": false}', 21, 8, 'sent', 1, '2026-11-24 17:38:38.304731+00', '2026-11-24 17:38:38.392807+00', NULL, NULL, 'hisho-koho', '6fa45e96e2e35c56a37f', '2026-11-24 17:38:38.655951+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (14, 'incident:1:card:2', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}', 23, 10, 'sent', 1, '2026-11-24 17:38:38.304731+00', '2026-11-24 17:38:38.520461+00', NULL, NULL, 'joho-seisaku', 'bea29a1a91414366a842', '2026-11-24 17:38:38.655951+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (13, 'incident:1:card:1', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "kiki-kanri", "thread": "", "user": "", "private": false, "direct": false}', 22, 9, 'sent', 1, '2026-11-24 17:38:38.304731+00', '2026-11-24 17:38:38.448603+00', NULL, NULL, 'kiki-kanri', '6d34c884cf5f5d8d6e2e', '2026-11-24 17:38:38.655951+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (16, 'incident:1:card:0', 1, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "hisho-koho", "thread": "", "user": "", "private": false, "direct": false}', 25, 8, 'sent', 1, '2026-11-24 17:38:38.687811+00', '2026-11-24 17:38:38.733037+00', NULL, NULL, 'hisho-koho', '6fa45e96e2e35c56a37f', '2026-11-24 17:38:38.968857+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (17, 'incident:1:card:1', 1, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "kiki-kanri", "thread": "", "user": "", "private": false, "direct": false}', 26, 9, 'sent', 1, '2026-11-24 17:38:38.687811+00', '2026-11-24 17:38:38.778266+00', NULL, NULL, 'kiki-kanri', '6d34c884cf5f5d8d6e2e', '2026-11-24 17:38:38.968857+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (18, 'incident:1:card:2', 1, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}', 27, 10, 'sent', 1, '2026-11-24 17:38:38.687811+00', '2026-11-24 17:38:38.832072+00', NULL, NULL, 'joho-seisaku', 'bea29a1a91414366a842', '2026-11-24 17:38:38.968857+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (19, 'incident:1:reporter', 2, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "tanaka", "private": true, "direct": true}', 28, 11, 'sent', 1, '2026-11-24 17:38:38.687811+00', '2026-11-24 17:38:38.887543+00', NULL, NULL, 'dm-tanaka', 'dc24d6fc5ed8a94c6407', '2026-11-24 17:38:38.968857+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.outbox VALUES (20, 'once:381b0011f5cdf7df', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}', 31, NULL, 'sent', 1, '2026-11-24 17:38:39.173255+00', '2026-11-24 17:38:39.188931+00', NULL, NULL, 'dm-tanaka', 'ce68c19ae0beea4d3640', '2026-11-24 17:38:39.217834+00', NULL, '[]', 0, 1, false, NULL, NULL);
INSERT INTO public.payload VALUES (1, 'question', 'question:f050686ac6c5f696b98dc28fbeba7879', '{"text": "\u663c\u4f11\u307f\u306b\u81ea\u5206\u306e\u30a4\u30f3\u30b9\u30bf\u3092\u66f4\u65b0\u3059\u308b\u306e\u306f\u52e4\u52d9\u6642\u9593\u4e2d\u306b\u306a\u308a\u307e\u3059\u304b"}', 'af012da7e1bd7cd0b63b12dbb74686d1', '2026-11-24 00:00:00+00', '2027-11-24 00:00:00+00', NULL);
INSERT INTO public.payload VALUES (2, 'card', 'web:playground:9e43c98a-5fa5-47a3-a82d-856572d8a50f', '{"title": "5-(10) \u52e4\u52d9\u6642\u9593\u4e2d\u306e\u500b\u4eba\u306e\u767a\u4fe1", "parts": [{"kind": "text", "text": "5 \u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3059\u308b\u5834\u5408\u306e\u7981\u6b62\u4e8b\u9805", "style": "small"}, {"kind": "text", "text": "\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3057\u3066\u60c5\u5831\u767a\u4fe1\u3092\u3059\u308b\u5834\u5408\u306e\u7981\u6b62\u4e8b\u9805\u306f\u3001\u6b21\u306e\u3068\u304a\u308a\u3068\u3059\u308b\u3002", "style": "quote"}, {"kind": "text", "text": "5-(10)\n\u52e4\u52d9\u6642\u9593\u4e2d\u306b\u500b\u4eba\u306e\u7acb\u5834\u3067\u60c5\u5831\u3092\u767a\u4fe1\u3059\u308b\u3053\u3068\u3002", "style": "quote"}, {"kind": "text", "text": "\u51fa\u5178\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}, {"kind": "text", "text": "\u95a2\u4fc2\u3057\u305d\u3046\u306a\u6761\u6587\n5-(11) \u5e02\u306e\u6a5f\u5668\u30fb\u56de\u7dda\u3067\u306e\u500b\u4eba\u306e\u767a\u4fe1\n4-(3) \u8077\u52d9\u5c02\u5ff5\u7fa9\u52d9\u3092\u7591\u308f\u308c\u306a\u3044", "style": "small"}, {"kind": "button", "action": "ask.good", "label": "\ud83d\udc4d \u5f79\u306b\u7acb\u3063\u305f", "value": "f050686ac6c5f696b98dc28fbeba7879:5-(10)", "nonce": "rate-f050686ac6c5f696b98dc28fbeba7879", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "ask.bad", "label": "\ud83d\udc4e \u9055\u3046", "value": "f050686ac6c5f696b98dc28fbeba7879:5-(10)", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "clause.open", "label": "\u2190 5-(9)", "value": "5-(9)", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "clause.open", "label": "5-(11) \u2192", "value": "5-(11)", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "ticket.form", "label": "\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u8cea\u554f\u3092\u9001\u308b", "value": "f050686ac6c5f696b98dc28fbeba7879", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}], "pin": false}', 'd9087729b0500002e339cc3b0318c4e5', '2026-11-24 17:38:37.474932+00', '2026-11-27 17:38:37.474932+00', NULL);
INSERT INTO public.payload VALUES (3, 'question', 'question:7c3fcc42a4f950a42ec2c8856aa76551', '{"text": "\u5e02\u7a0e\u306e\u53e3\u5ea7\u632f\u66ff\u306e\u624b\u7d9a\u3092\u6559\u3048\u3066"}', '5019c45e61e2367a30bcea424a9ad599', '2026-11-24 00:00:00+00', '2027-11-24 00:00:00+00', NULL);
INSERT INTO public.payload VALUES (4, 'card', 'web:playground:e7ae9aa9-15bd-4de5-a63f-fd852f7979a2', '{"title": "\u8a72\u5f53\u6761\u6587\u306a\u3057", "parts": [{"kind": "text", "text": "\u3053\u306e\u8cea\u554f\u306b\u5f53\u3066\u306f\u307e\u308b\u6761\u6587\u306f\u3001\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3\u306b\u898b\u5f53\u305f\u308a\u307e\u305b\u3093\u3002", "style": "plain"}, {"kind": "facts", "pairs": [["\u304a\u554f\u3044\u5408\u308f\u305b\u5148", "\u60c5\u5831\u653f\u7b56\u8ab2\uff08\u5185\u7dda 2030\uff09"]]}, {"kind": "button", "action": "ticket.form", "label": "\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u8cea\u554f\u3092\u9001\u308b", "value": "7c3fcc42a4f950a42ec2c8856aa76551", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "clause.browse", "label": "\u6761\u6587\u3092\u8aad\u3080", "value": "", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "text", "text": "\u8abf\u3079\u305f\u3082\u306e\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}], "pin": false}', '0d1c2246dd815f8c82fe619a27161b79', '2026-11-24 17:38:37.602821+00', '2026-11-27 17:38:37.602821+00', NULL);
INSERT INTO public.payload VALUES (5, 'ticket', 'ticket:1', '{"text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**"}', '9fc73a2e00cca97e3c6d54e0e53d863f', '2026-11-24 17:38:37.701105+00', '2027-12-29 17:38:37.701105+00', NULL);
INSERT INTO public.payload VALUES (6, 'card', 'ticket:1', '{"title": "\u8cea\u554f 1", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u672a\u56de\u7b54"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "button", "action": "ticket.reply", "label": "\u56de\u7b54\u3059\u308b", "value": "1", "nonce": "", "style": "primary", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u30b9\u30ec\u30c3\u30c9\u3078\u306e\u8fd4\u4fe1\u3082\u3001\u8cea\u554f\u8005\u306b\u5c4a\u304d\u307e\u3059\u3002\u76f8\u8ac7\u3060\u3051\u306e\u8fd4\u4fe1\u306f\u300c\u5185\u90e8\u300d\u3067\u59cb\u3081\u3066\u304f\u3060\u3055\u3044\uff08\u5c4a\u304d\u307e\u305b\u3093\uff09\u3002", "style": "small"}], "pin": false}', 'eae420bc4655b5438816d62724b47f4b', '2026-11-24 17:38:37.701105+00', '2026-12-24 17:38:37.701105+00', NULL);
INSERT INTO public.payload VALUES (7, 'replies', 'web:playground:6bad04db-c7d0-4368-a3c8-2817aa5066a1', '{"replies": [{"card": {"title": "\u8cea\u554f\u3092\u53d7\u3051\u4ed8\u3051\u307e\u3057\u305f", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u9001\u308a\u5148", "\u60c5\u5831\u653f\u7b56\u8ab2"]]}, {"kind": "text", "text": "\u56de\u7b54\u304c\u3042\u308b\u3068\u3001\u3053\u306e\u30dc\u30c3\u30c8\u304b\u3089\u304a\u77e5\u3089\u305b\u3057\u307e\u3059\u3002\u304a\u6025\u304e\u306e\u3068\u304d\u306f\u5185\u7dda 2030\u3078\u3002", "style": "plain"}], "pin": false}, "where": "private", "errors": [], "reopen": null}]}', '6b4aa4904dcaf90dfbe6ab5d2d4488d7', '2026-11-24 17:38:37.701105+00', '2026-11-27 17:38:37.701105+00', NULL);
INSERT INTO public.payload VALUES (8, 'answer', 'ticket:1', '{"text": "\u6587\u66f8\u7ba1\u7406\u898f\u7a0b\u306e\u5225\u8868\u306b\u3088\u308a\u307e\u3059\u3002"}', '12692e44939c9056e419bb42c956107b', '2026-11-24 17:38:37.792653+00', '2027-12-29 17:38:37.792653+00', NULL);
INSERT INTO public.payload VALUES (9, 'card', 'ticket:1', '{"title": "\u8cea\u554f 1\uff08\u56de\u7b54\u6e08\u307f\uff1a\u68ee \u7531\u7f8e\uff09", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u56de\u7b54\u6e08\u307f\uff1a\u68ee \u7531\u7f8e"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}], "pin": false}', 'd5481cb4f194257cf91524e4b132ca49', '2026-11-24 17:38:37.792653+00', '2026-12-24 17:38:37.792653+00', NULL);
INSERT INTO public.payload VALUES (10, 'card', 'ticket:1', '{"title": "\u60c5\u5831\u653f\u7b56\u8ab2\u304b\u3089\u306e\u56de\u7b54\uff08\u53d7\u4ed8\u756a\u53f7 1\uff09", "parts": [{"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u6587\u66f8\u7ba1\u7406\u898f\u7a0b\u306e\u5225\u8868\u306b\u3088\u308a\u307e\u3059\u3002", "style": "plain"}, {"kind": "button", "action": "ticket.close", "label": "\u89e3\u6c7a\u3057\u305f", "value": "1", "nonce": "close-1", "style": "primary", "opens_dialog": false, "confirm": ""}], "pin": false}', '180e0f2d43c6469f9d04282e0744a5ae', '2026-11-24 17:38:37.792653+00', '2026-12-24 17:38:37.792653+00', NULL);
INSERT INTO public.payload VALUES (11, 'replies', 'ticket:1', '{"replies": [{"card": {"title": "\u8cea\u554f 1 \u306e\u56de\u7b54\u3092\u8cea\u554f\u8005\u306b\u9001\u308a\u307e\u3057\u305f", "parts": [], "pin": false}, "where": "private", "errors": [], "reopen": null}]}', 'f9db438b67775e5659fa4cb2e9fdf401', '2026-11-24 17:38:37.792653+00', '2026-11-27 17:38:37.792653+00', NULL);
INSERT INTO public.payload VALUES (12, 'card', 'ticket:1', '{"title": "\u8cea\u554f 1\uff08\u5b8c\u4e86\uff09", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u5b8c\u4e86"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}], "pin": false}', '08619aa5a0a1e1508fd855b468ca5332', '2026-11-24 17:38:37.866614+00', '2026-12-24 17:38:37.866614+00', NULL);
INSERT INTO public.payload VALUES (13, 'replies', 'ticket:1', '{"replies": [{"card": {"title": "\u8cea\u554f 1 \u3092\u5b8c\u4e86\u306b\u3057\u307e\u3057\u305f", "parts": [{"kind": "text", "text": "\u3042\u308a\u304c\u3068\u3046\u3054\u3056\u3044\u307e\u3057\u305f\u3002", "style": "plain"}], "pin": false}, "where": "replace", "errors": [], "reopen": null}]}', 'def35b96312cbef3daddcec770383426', '2026-11-24 17:38:37.866614+00', '2026-11-27 17:38:37.866614+00', NULL);
INSERT INTO public.payload VALUES (14, 'card', 'web:playground:e1ecc38a-4e8f-4e63-b35b-a06a38e31a7a', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa", "parts": [{"kind": "text", "text": "\u708e\u4e0a\u3001\u306a\u308a\u3059\u307e\u3057\u3001\u8aa4\u6295\u7a3f\u306a\u3069\u3001\u8077\u52d9\u3067\u4f7f\u3046SNS\u306e\u30c8\u30e9\u30d6\u30eb\u3092\u79d8\u66f8\u5e83\u5831\u5ba4\u3001\u5371\u6a5f\u7ba1\u7406\u5ba4\u3001\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u4e00\u5ea6\u306b\u5c4a\u3051\u51fa\u307e\u3059\u3002", "style": "plain"}, {"kind": "button", "action": "incident.form", "label": "\u30c8\u30e9\u30d6\u30eb\u3092\u5c4a\u3051\u51fa\u308b", "value": "", "nonce": "", "style": "danger", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.form", "label": "\u8a13\u7df4\u3068\u3057\u3066\u5c4a\u3051\u51fa\u308b", "value": "drill", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u7981\u6b62\u4e8b\u9805\u306e\u9055\u53cd\u3092\u901a\u77e5\u3059\u308b", "value": "", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u304a\u6025\u304e\u306e\u3068\u304d\u306f\u96fb\u8a71\u3082\uff1a\u79d8\u66f8\u5e83\u5831\u5ba4 \u5185\u7dda 2010\u3001\u5371\u6a5f\u7ba1\u7406\u5ba4 \u5185\u7dda 2020\u3001\u60c5\u5831\u653f\u7b56\u8ab2 \u5185\u7dda 2030", "style": "small"}, {"kind": "text", "text": "7 \u8077\u52d9\u3067\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3059\u308b\u5834\u5408\u306e\u624b\u7d9a", "style": "small"}, {"kind": "text", "text": "7-(8)\n\u8077\u52d9\u3067\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3057\u3066\u3001\u708e\u4e0a\u3001\u306a\u308a\u3059\u307e\u3057\u7b49\u306e\u30c8\u30e9\u30d6\u30eb\u304c\u767a\u751f\u3057\u305f\u5834\u5408\u306f\u3001\u76f4\u3061\u306b\u79d8\u66f8\u5e83\u5831\u5ba4\u3001\u5371\u6a5f\u7ba1\u7406\u5ba4\u53ca\u3073\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u5c4a\u3051\u51fa\u308b\u3082\u306e\u3068\u3059\u308b\u3002", "style": "quote"}, {"kind": "text", "text": "\u51fa\u5178\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}], "pin": false}', 'a4df356579b438f7bbe660fe6bdf422a', '2026-11-24 17:38:37.928387+00', '2026-11-27 17:38:37.928387+00', NULL);
INSERT INTO public.payload VALUES (15, 'incident', 'incident:1', '{"kind": "flame", "account": "X @tsuyama_demo", "url": "", "what": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "noticed": "2026-11-25 02:38", "visible": "yes", "personal_data": "no", "people": "", "reporter": "\u7530\u4e2d \u306f\u308b\u304b", "section": "\u89b3\u5149\u632f\u8208\u8ab2", "emergency": ""}', '2545800252aaa96a8e08d056d1113998', '2026-11-24 17:38:37.984602+00', '2031-11-24 17:38:37.984602+00', NULL);
INSERT INTO public.payload VALUES (16, 'card', 'incident:1', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:0", "nonce": "ack-1-0", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}', '72c77d68887f67bd2874bfb54f27bd0d', '2026-11-24 17:38:37.984602+00', '2031-11-24 17:38:37.984602+00', NULL);
INSERT INTO public.payload VALUES (17, 'card', 'incident:1', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:1", "nonce": "ack-1-1", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}', 'aa1d9c0d6ab21aa6e4ae4604e5345b30', '2026-11-24 17:38:37.984602+00', '2031-11-24 17:38:37.984602+00', NULL);
INSERT INTO public.payload VALUES (18, 'card', 'incident:1', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:2", "nonce": "ack-1-2", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}', '95cbc8b8b0c85d957d8a19aced6ce5fe', '2026-11-24 17:38:37.984602+00', '2031-11-24 17:38:37.984602+00', NULL);
INSERT INTO public.payload VALUES (19, 'card', 'incident:1', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"]]}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.withdraw", "label": "\u53d6\u308a\u4e0b\u3052\u308b", "value": "1", "nonce": "withdraw-1", "style": "plain", "opens_dialog": false, "confirm": "\u5c4a\u51fa\u3092\u53d6\u308a\u4e0b\u3052\u307e\u3059\u3002\u4e09\u3064\u306e\u8ab2\u306b\u3082\u53d6\u4e0b\u3052\u3068\u8868\u793a\u3055\u308c\u307e\u3059\u3002\u3088\u308d\u3057\u3044\u3067\u3059\u304b\u3002"}], "pin": false}', '1e9ddac041d0ed7ce83e66bf050ef328', '2026-11-24 17:38:37.984602+00', '2026-12-24 17:38:37.984602+00', NULL);
INSERT INTO public.payload VALUES (20, 'replies', 'press:57f15cde25f4117c', '{"replies": [{"card": {"title": "\u5c4a\u3051\u51fa\u307e\u3057\u305f", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u5c4a\u3051\u5148", "\u79d8\u66f8\u5e83\u5831\u5ba4\u3001\u5371\u6a5f\u7ba1\u7406\u5ba4\u3001\u60c5\u5831\u653f\u7b56\u8ab2"]]}, {"kind": "text", "text": "\u5c4a\u3044\u305f\u304b\u3001\u8ab0\u304c\u53d7\u9818\u3057\u305f\u304b\u306f\u3001\u3053\u306e\u30dc\u30c3\u30c8\u304b\u3089\u306e\u76f4\u63a5\u306e\u30e1\u30c3\u30bb\u30fc\u30b8\u306b\u8868\u793a\u3055\u308c\u307e\u3059\u3002", "style": "plain"}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "primary", "opens_dialog": false, "confirm": ""}], "pin": false}, "where": "private", "errors": [], "reopen": null}]}', '397d7b1030989e2e548ca3449f26d59d', '2026-11-24 17:38:37.984602+00', '2026-11-27 17:38:37.984602+00', NULL);
INSERT INTO public.payload VALUES (25, 'card', 'incident:1', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u53d7\u9818\uff1a11\u670825\u65e5 02:38 \u4e45\u4fdd \u7f8e\u54b2\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}', 'de7a3e5cc2bc5412c29aecd22a32cd92', '2026-11-24 17:38:38.687811+00', '2026-12-24 17:38:38.687811+00', NULL);
INSERT INTO public.payload VALUES (26, 'card', 'incident:1', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u53d7\u9818\uff1a11\u670825\u65e5 02:38 \u4e45\u4fdd \u7f8e\u54b2\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:1", "nonce": "ack-1-1", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}', 'b9496242096929241315ebee11ee5b5d', '2026-11-24 17:38:38.687811+00', '2026-12-24 17:38:38.687811+00', NULL);
INSERT INTO public.payload VALUES (27, 'card', 'incident:1', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u53d7\u9818\uff1a11\u670825\u65e5 02:38 \u4e45\u4fdd \u7f8e\u54b2\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:2", "nonce": "ack-1-2", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}', '24dd5dc2e2ef3bea71e314fd64bf125b', '2026-11-24 17:38:38.687811+00', '2026-12-24 17:38:38.687811+00', NULL);
INSERT INTO public.payload VALUES (28, 'card', 'incident:1', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"]]}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u53d7\u9818\uff1a11\u670825\u65e5 02:38 \u4e45\u4fdd \u7f8e\u54b2\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.withdraw", "label": "\u53d6\u308a\u4e0b\u3052\u308b", "value": "1", "nonce": "withdraw-1", "style": "plain", "opens_dialog": false, "confirm": "\u5c4a\u51fa\u3092\u53d6\u308a\u4e0b\u3052\u307e\u3059\u3002\u4e09\u3064\u306e\u8ab2\u306b\u3082\u53d6\u4e0b\u3052\u3068\u8868\u793a\u3055\u308c\u307e\u3059\u3002\u3088\u308d\u3057\u3044\u3067\u3059\u304b\u3002"}], "pin": false}', '55f49b76e870114e0256890d278f89fc', '2026-11-24 17:38:38.687811+00', '2026-12-24 17:38:38.687811+00', NULL);
INSERT INTO public.payload VALUES (29, 'replies', 'incident:1', '{"replies": [{"card": {"title": "\u5c4a\u51fa 1 \u3092\u79d8\u66f8\u5e83\u5831\u5ba4\u3068\u3057\u3066\u53d7\u9818\u3057\u307e\u3057\u305f", "parts": [], "pin": false}, "where": "private", "errors": [], "reopen": null}]}', 'd91d0c75d339d8715db4d574a4b0d4df', '2026-11-24 17:38:38.687811+00', '2026-11-27 17:38:38.687811+00', NULL);
INSERT INTO public.payload VALUES (21, 'card', 'incident:1', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:0", "nonce": "ack-1-0", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}', 'edab34c5ed3f30be68cdaadd377d4aa7', '2026-11-24 17:38:38.304731+00', '2026-12-24 17:38:38.304731+00', NULL);
INSERT INTO public.payload VALUES (22, 'card', 'incident:1', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:1", "nonce": "ack-1-1", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}', '5070896331977273374bdf8285125057', '2026-11-24 17:38:38.304731+00', '2026-12-24 17:38:38.304731+00', NULL);
INSERT INTO public.payload VALUES (23, 'card', 'incident:1', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:2", "nonce": "ack-1-2", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}', '632f40c8d7fb0193477cef3fc2854005', '2026-11-24 17:38:38.304731+00', '2026-12-24 17:38:38.304731+00', NULL);
INSERT INTO public.payload VALUES (24, 'card', 'incident:1', '{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"]]}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.withdraw", "label": "\u53d6\u308a\u4e0b\u3052\u308b", "value": "1", "nonce": "withdraw-1", "style": "plain", "opens_dialog": false, "confirm": "\u5c4a\u51fa\u3092\u53d6\u308a\u4e0b\u3052\u307e\u3059\u3002\u4e09\u3064\u306e\u8ab2\u306b\u3082\u53d6\u4e0b\u3052\u3068\u8868\u793a\u3055\u308c\u307e\u3059\u3002\u3088\u308d\u3057\u3044\u3067\u3059\u304b\u3002"}], "pin": false}', 'cddb631fe8412914d8f90b94dcb991ac', '2026-11-24 17:38:38.304731+00', '2026-12-24 17:38:38.304731+00', NULL);
INSERT INTO public.payload VALUES (30, 'draft', 'check:64e9a30c9e5af9da', '{"text": "\u8077\u52d9 \u660e\u65e5\u306e\u5e02\u6c11\u307e\u3064\u308a\u306f9\u6642\u304b\u3089\u5e02\u5f79\u6240\u524d\u5e83\u5834\u3067\u958b\u304d\u307e\u3059\u3002", "account": "", "context": {}, "answers": {}, "dismissed": [], "pictures": []}', '5a963fb70f50a2980d11fd9a10d3e2b2', '2026-11-24 17:38:39.173255+00', '2026-12-24 17:38:39.173255+00', NULL);
INSERT INTO public.payload VALUES (31, 'card', 'check:64e9a30c9e5af9da', '{"title": "\u81ea\u52d5\u78ba\u8a8d\u3067\u306f\u8a72\u5f53\u306a\u3057", "parts": [{"kind": "facts", "pairs": [["\u7acb\u5834", "\u307e\u3060\u9078\u3070\u308c\u3066\u3044\u307e\u305b\u3093"]]}, {"kind": "text", "text": "\u8077\u52d9 \u660e\u65e5\u306e\u5e02\u6c11\u307e\u3064\u308a\u306f9\u6642\u304b\u3089\u5e02\u5f79\u6240\u524d\u5e83\u5834\u3067\u958b\u304d\u307e\u3059\u3002", "style": "quote"}, {"kind": "button", "action": "check.capacity", "label": "\u8077\u52d9\u3068\u3057\u3066", "value": "64e9a30c9e5af9da:duty", "nonce": "64e9a30c9e5af9da-1-duty", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "check.capacity", "label": "\u500b\u4eba\u30fb\u4ed6\u56e3\u4f53\u306e\u7acb\u5834\u3067", "value": "64e9a30c9e5af9da:private", "nonce": "64e9a30c9e5af9da-1-private", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "check.edit", "label": "\u66f8\u304d\u76f4\u3059", "value": "64e9a30c9e5af9da", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "check.drop", "label": "\u7d42\u308f\u308b\uff08\u4e0b\u66f8\u304d\u3092\u6d88\u3059\uff09", "value": "64e9a30c9e5af9da", "nonce": "64e9a30c9e5af9da-1-drop", "style": "plain", "opens_dialog": false, "confirm": "\u4e0b\u66f8\u304d\u3068\u3001\u3053\u306e\u78ba\u8a8d\u306b\u95a2\u3059\u308b\u6587\u9762\u3092\u3059\u3079\u3066\u6d88\u3057\u307e\u3059\u3002"}, {"kind": "text", "text": "\u81ea\u52d5\u78ba\u8a8d\u306f\u3001\u6295\u7a3f\u3057\u3066\u554f\u984c\u304c\u306a\u3044\u3053\u3068\u3092\u4fdd\u8a3c\u3059\u308b\u3082\u306e\u3067\u306f\u3042\u308a\u307e\u305b\u3093\u3002\u6700\u5f8c\u306f\u4eba\u306e\u76ee\u3067\u78ba\u304b\u3081\u3066\u304f\u3060\u3055\u3044\u3002\n\u51fa\u5178\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}], "pin": false}', 'b4c06c8b2e5aeafb9110f075053d99f9', '2026-11-24 17:38:39.173255+00', '2026-11-27 17:38:39.173255+00', NULL);
INSERT INTO public.question VALUES ('f050686ac6c5f696b98dc28fbeba7879', 1, 'direct', '["5-(10)", "5-(11)", "4-(3)"]', NULL, '2026-11-24 00:00:00+00');
INSERT INTO public.question VALUES ('7c3fcc42a4f950a42ec2c8856aa76551', 3, 'none', '[]', NULL, '2026-11-24 00:00:00+00');
INSERT INTO public.ticket VALUES (1, 1, '情報政策課', 'closed', 5, 8, '{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}', 3, '2026-11-24 17:38:37.701105+00', '2026-11-24 17:38:37.792653+00', 2);
SELECT pg_catalog.setval('public.account_id_seq', 1, false);
SELECT pg_catalog.setval('public.application_id_seq', 1, false);
SELECT pg_catalog.setval('public.ballot_id_seq', 1, false);
SELECT pg_catalog.setval('public.decision_id_seq', 1, false);
SELECT pg_catalog.setval('public.feedback_id_seq', 1, false);
SELECT pg_catalog.setval('public.field_answer_id_seq', 1, false);
SELECT pg_catalog.setval('public.incident_entry_id_seq', 2, true);
SELECT pg_catalog.setval('public.incident_id_seq', 1, true);
SELECT pg_catalog.setval('public.incident_notice_id_seq', 3, true);
SELECT pg_catalog.setval('public.incident_reminder_id_seq', 1, false);
SELECT pg_catalog.setval('public.member_id_seq', 3, true);
SELECT pg_catalog.setval('public.outbox_id_seq', 20, true);
SELECT pg_catalog.setval('public.payload_id_seq', 31, true);
SELECT pg_catalog.setval('public.receipt_id_seq', 1, false);
SELECT pg_catalog.setval('public.reference_id_seq', 1, false);
SELECT pg_catalog.setval('public.review_id_seq', 1, false);
SELECT pg_catalog.setval('public.submission_id_seq', 1, false);
SELECT pg_catalog.setval('public.ticket_id_seq', 1, true);
SELECT pg_catalog.setval('public.violation_entry_id_seq', 1, false);
SELECT pg_catalog.setval('public.violation_id_seq', 1, false);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT ballot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.done
    ADD CONSTRAINT done_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.draft_check
    ADD CONSTRAINT draft_check_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT feedback_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.field_answer
    ADD CONSTRAINT field_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.incident_entry
    ADD CONSTRAINT incident_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.incident_notice
    ADD CONSTRAINT incident_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.incident_reminder
    ADD CONSTRAINT incident_reminder_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.log_entry
    ADD CONSTRAINT log_entry_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.log_entry
    ADD CONSTRAINT log_entry_previous_key UNIQUE (previous);
ALTER TABLE ONLY public.log_head
    ADD CONSTRAINT log_head_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.payload
    ADD CONSTRAINT payload_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.question
    ADD CONSTRAINT question_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reference
    ADD CONSTRAINT reference_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT ticket_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.violation_entry
    ADD CONSTRAINT violation_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.violation
    ADD CONSTRAINT violation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.walk
    ADD CONSTRAINT walk_pkey PRIMARY KEY (member_id);
CREATE INDEX account_handle ON public.account USING btree (medium, handle);
CREATE UNIQUE INDEX ballot_person ON public.ballot USING btree (application_id, round, person);
CREATE UNIQUE INDEX decision_round ON public.decision USING btree (application_id, round);
CREATE UNIQUE INDEX field_answer_version ON public.field_answer USING btree (application_id, field, version);
CREATE UNIQUE INDEX incident_notice_order ON public.incident_notice USING btree (incident_id, "position");
CREATE INDEX incident_notice_row ON public.incident_notice USING btree (outbox_id);
CREATE INDEX incident_notice_untold ON public.incident_notice USING btree (id) WHERE (told_at IS NULL);
CREATE INDEX incident_notice_waiting ON public.incident_notice USING btree (reported_at) WHERE ((acknowledged_at IS NULL) AND (NOT closed));
CREATE INDEX incident_open ON public.incident USING btree (state);
CREATE UNIQUE INDEX incident_reminder_once ON public.incident_reminder USING btree (notice_id, step);
CREATE INDEX ix_account_section ON public.account USING btree (section);
CREATE INDEX ix_application_section ON public.application USING btree (section);
CREATE INDEX ix_application_state ON public.application USING btree (state);
CREATE INDEX ix_done_at ON public.done USING btree (at);
CREATE INDEX ix_draft_check_changed_at ON public.draft_check USING btree (changed_at);
CREATE INDEX ix_draft_check_member_id ON public.draft_check USING btree (member_id);
CREATE INDEX ix_draft_check_state ON public.draft_check USING btree (state);
CREATE INDEX ix_feedback_question_id ON public.feedback USING btree (question_id);
CREATE INDEX ix_incident_entry_incident_id ON public.incident_entry USING btree (incident_id);
CREATE INDEX ix_payload_keep_until ON public.payload USING btree (keep_until);
CREATE INDEX ix_payload_subject ON public.payload USING btree (subject);
CREATE INDEX ix_question_asked_at ON public.question USING btree (asked_at);
CREATE INDEX ix_receipt_check_id ON public.receipt USING btree (check_id);
CREATE INDEX ix_review_check_id ON public.review USING btree (check_id);
CREATE INDEX ix_review_person ON public.review USING btree (person);
CREATE INDEX ix_ticket_notice_id ON public.ticket USING btree (notice_id);
CREATE INDEX ix_violation_entry_violation_id ON public.violation_entry USING btree (violation_id);
CREATE UNIQUE INDEX member_account ON public.member USING btree (platform, team, account);
CREATE INDEX member_person ON public.member USING btree (person);
CREATE INDEX outbox_due ON public.outbox USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX outbox_edits ON public.outbox USING btree (edits) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX outbox_order ON public.outbox USING btree (thread, "position");
CREATE INDEX outbox_posted ON public.outbox USING btree (platform, posted_channel, posted_id);
CREATE UNIQUE INDEX reference_place ON public.reference USING btree (platform, team, conversation);
CREATE UNIQUE INDEX submission_round ON public.submission USING btree (application_id, round);
CREATE INDEX violation_step ON public.violation USING btree (step);
CREATE TRIGGER log_entry_keeps_rows BEFORE DELETE OR TRUNCATE ON public.log_entry FOR EACH STATEMENT EXECUTE FUNCTION public.log_is_append_only();
CREATE TRIGGER log_entry_keeps_values BEFORE UPDATE ON public.log_entry FOR EACH STATEMENT EXECUTE FUNCTION public.log_is_append_only();
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);
ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_reason_payload_fkey FOREIGN KEY (reason_payload) REFERENCES public.payload(id);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT ballot_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT ballot_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT ballot_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.done
    ADD CONSTRAINT done_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.draft_check
    ADD CONSTRAINT draft_check_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);
ALTER TABLE ONLY public.draft_check
    ADD CONSTRAINT draft_check_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT feedback_question_id_fkey FOREIGN KEY (question_id) REFERENCES public.question(id);
ALTER TABLE ONLY public.field_answer
    ADD CONSTRAINT field_answer_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);
ALTER TABLE ONLY public.field_answer
    ADD CONSTRAINT field_answer_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.incident_entry
    ADD CONSTRAINT incident_entry_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id);
ALTER TABLE ONLY public.incident_entry
    ADD CONSTRAINT incident_entry_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);
ALTER TABLE ONLY public.incident_entry
    ADD CONSTRAINT incident_entry_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES public.incident(id);
ALTER TABLE ONLY public.incident_notice
    ADD CONSTRAINT incident_notice_acknowledged_by_fkey FOREIGN KEY (acknowledged_by) REFERENCES public.member(id);
ALTER TABLE ONLY public.incident_notice
    ADD CONSTRAINT incident_notice_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id);
ALTER TABLE ONLY public.incident_notice
    ADD CONSTRAINT incident_notice_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.incident_reminder
    ADD CONSTRAINT incident_reminder_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.incident_notice(id);
ALTER TABLE ONLY public.incident_reminder
    ADD CONSTRAINT incident_reminder_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_reporter_id_fkey FOREIGN KEY (reporter_id) REFERENCES public.member(id);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_status_row_fkey FOREIGN KEY (status_row) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_edits_fkey FOREIGN KEY (edits) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.question
    ADD CONSTRAINT question_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_check_id_fkey FOREIGN KEY (check_id) REFERENCES public.draft_check(id);
ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_kept_payload_fkey FOREIGN KEY (kept_payload) REFERENCES public.payload(id);
ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_url_payload_fkey FOREIGN KEY (url_payload) REFERENCES public.payload(id);
ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_check_id_fkey FOREIGN KEY (check_id) REFERENCES public.draft_check(id);
ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_comment_payload_fkey FOREIGN KEY (comment_payload) REFERENCES public.payload(id);
ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);
ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_file_payload_fkey FOREIGN KEY (file_payload) REFERENCES public.payload(id);
ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT ticket_answer_payload_fkey FOREIGN KEY (answer_payload) REFERENCES public.payload(id);
ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT ticket_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES public.member(id);
ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT ticket_asker_id_fkey FOREIGN KEY (asker_id) REFERENCES public.member(id);
ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT ticket_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT ticket_question_payload_fkey FOREIGN KEY (question_payload) REFERENCES public.payload(id);
ALTER TABLE ONLY public.violation_entry
    ADD CONSTRAINT violation_entry_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.violation_entry
    ADD CONSTRAINT violation_entry_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.violation_entry
    ADD CONSTRAINT violation_entry_violation_id_fkey FOREIGN KEY (violation_id) REFERENCES public.violation(id);
ALTER TABLE ONLY public.violation
    ADD CONSTRAINT violation_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id);
ALTER TABLE ONLY public.violation
    ADD CONSTRAINT violation_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.violation
    ADD CONSTRAINT violation_reporter_id_fkey FOREIGN KEY (reporter_id) REFERENCES public.member(id);
ALTER TABLE ONLY public.walk
    ADD CONSTRAINT walk_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);
ALTER TABLE ONLY public.walk
    ADD CONSTRAINT walk_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);
