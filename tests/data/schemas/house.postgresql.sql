CREATE FUNCTION public.log_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.done (
    key text NOT NULL,
    at timestamp with time zone NOT NULL,
    payload_id integer
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
    error text
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
ALTER TABLE ONLY public.feedback ALTER COLUMN id SET DEFAULT nextval('public.feedback_id_seq'::regclass);
ALTER TABLE ONLY public.member ALTER COLUMN id SET DEFAULT nextval('public.member_id_seq'::regclass);
ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);
ALTER TABLE ONLY public.payload ALTER COLUMN id SET DEFAULT nextval('public.payload_id_seq'::regclass);
ALTER TABLE ONLY public.reference ALTER COLUMN id SET DEFAULT nextval('public.reference_id_seq'::regclass);
ALTER TABLE ONLY public.ticket ALTER COLUMN id SET DEFAULT nextval('public.ticket_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.done VALUES ('web:playground:fe4f371c-4ad6-4f60-91f9-d022c5d915d0', '2026-11-24 17:22:36.966053+00', NULL);
INSERT INTO public.done VALUES ('web:playground:e44c8923-f2b2-447b-93cc-e2f569f8dfc9', '2026-11-24 17:22:37.053958+00', 5);
INSERT INTO public.done VALUES ('press:45f48c2e9c37124a', '2026-11-24 17:22:37.053958+00', 5);
INSERT INTO public.done VALUES ('web:playground:04e04365-4651-4e86-953e-90e38d601e42', '2026-11-24 17:22:37.138878+00', 9);
INSERT INTO public.done VALUES ('press:b19af439214c8501', '2026-11-24 17:22:37.138878+00', 9);
INSERT INTO public.done VALUES ('web:playground:67728b1f-d1c1-446b-bd86-2dd828c12e95', '2026-11-24 17:22:37.192225+00', 11);
INSERT INTO public.done VALUES ('press:close-1', '2026-11-24 17:22:37.192225+00', 11);
INSERT INTO public.done VALUES ('web:playground:7a01987b-e23c-4434-ba42-e8afd30e6cd6', '2026-11-24 17:22:37.230057+00', NULL);
INSERT INTO public.done VALUES ('web:playground:afa6164a-eb0a-42c6-b45e-5f03b3af1bf4', '2026-11-24 17:22:37.288882+00', 14);
INSERT INTO public.done VALUES ('press:rate-293d558ccedfd04a8200e4efaffc075b', '2026-11-24 17:22:37.288882+00', 14);
INSERT INTO public.feedback VALUES (1, '293d558ccedfd04a8200e4efaffc075b', '5-(1)', true, NULL, '2026-11-24 17:22:37.289669+00');
INSERT INTO public.log_entry VALUES (1, '2026-11-24 17:22:36.989977+00', 'asked', 'tanaka', '{}', '', '0000000000000000000000000000000000000000000000000000000000000000', 'cb797c3e6ffd6a685c47bda0f8e20fe8fc96e7478370ccae12c652c666a558a0');
INSERT INTO public.log_entry VALUES (2, '2026-11-24 17:22:37.060703+00', 'ticket opened', 'tanaka', '{"ticket": 1}', '538368a1c44b4c5bd42ba1a3554d6f736fc2ff713e4ef111fc782091db989ec4', 'cb797c3e6ffd6a685c47bda0f8e20fe8fc96e7478370ccae12c652c666a558a0', '1b3bb7e29c03181928f173e51a5bd6cfa08c0771d62b7166e6bdec07b0468c2a');
INSERT INTO public.log_entry VALUES (3, '2026-11-24 17:22:37.143007+00', 'ticket answered', 'mori', '{"ticket": 1}', 'd523cdffc44e697ab4c086c2274308e7198edb2e92bd07bfa83044563426a7b2', '1b3bb7e29c03181928f173e51a5bd6cfa08c0771d62b7166e6bdec07b0468c2a', '5418e4e98de4eb3099ffb4a70b1298b0221102cbcf2fc3842a95bdd57933957e');
INSERT INTO public.log_entry VALUES (4, '2026-11-24 17:22:37.193578+00', 'ticket closed', 'tanaka', '{"ticket": 1}', '', '5418e4e98de4eb3099ffb4a70b1298b0221102cbcf2fc3842a95bdd57933957e', 'd8b4f1fb58457ac3fd877e80682bc47866fe23c41672891a27e54adc04e6e1dd');
INSERT INTO public.log_entry VALUES (5, '2026-11-24 17:22:37.231296+00', 'asked', 'tanaka', '{}', '', 'd8b4f1fb58457ac3fd877e80682bc47866fe23c41672891a27e54adc04e6e1dd', 'b412d6f1bf2003f44969cc55e4307c312948129a53879e25cbc182772c9ca58c');
INSERT INTO public.log_head VALUES (1, 5, 'b412d6f1bf2003f44969cc55e4307c312948129a53879e25cbc182772c9ca58c');
INSERT INTO public.member VALUES (1, 'web', 'playground', 'tanaka', 'tanaka', '田中 はるか', '2026-11-24 17:22:36.989977+00');
INSERT INTO public.member VALUES (2, 'web', 'playground', 'mori', 'mori', '森 由美', '2026-11-24 17:22:37.143007+00');
INSERT INTO public.outbox VALUES (1, 'once:addee85f1ce1a4ef', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}', 2, NULL, 'sent', 1, '2026-11-24 17:22:36.989977+00', '2026-11-24 17:22:37.004057+00', NULL, NULL, 'dm-tanaka', '4a24cb1c27093479a2d0', '2026-11-24 17:22:37.031146+00', NULL);
INSERT INTO public.outbox VALUES (2, 'ticket:1', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}', 4, NULL, 'sent', 1, '2026-11-24 17:22:37.060703+00', '2026-11-24 17:22:37.076393+00', NULL, NULL, 'joho-seisaku', '4218da935331d494d333', '2026-11-24 17:22:37.112461+00', NULL);
INSERT INTO public.outbox VALUES (4, 'ticket:1:asker', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}', 8, NULL, 'sent', 1, '2026-11-24 17:22:37.143007+00', '2026-11-24 17:22:37.160405+00', NULL, NULL, 'dm-tanaka', '92fec13ee8d8f4de8cf1', '2026-11-24 17:22:37.179742+00', NULL);
INSERT INTO public.outbox VALUES (3, 'ticket:1', 1, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}', 7, 2, 'sent', 1, '2026-11-24 17:22:37.143007+00', '2026-11-24 17:22:37.158024+00', NULL, NULL, 'joho-seisaku', '4218da935331d494d333', '2026-11-24 17:22:37.179742+00', NULL);
INSERT INTO public.outbox VALUES (5, 'ticket:1', 2, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}', 10, 2, 'sent', 1, '2026-11-24 17:22:37.193578+00', '2026-11-24 17:22:37.199144+00', NULL, NULL, 'joho-seisaku', '4218da935331d494d333', '2026-11-24 17:22:37.21741+00', NULL);
INSERT INTO public.outbox VALUES (6, 'once:61bf29492b2ec89f', 0, 'card', 'web', '{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}', 13, NULL, 'sent', 1, '2026-11-24 17:22:37.231296+00', '2026-11-24 17:22:37.236561+00', NULL, NULL, 'dm-tanaka', 'dd2bed6c18059285e523', '2026-11-24 17:22:37.272282+00', NULL);
INSERT INTO public.payload VALUES (1, 'question', 'question:d2109775e1d666351bc021e6ad966d5e', '{"text": "\u5e02\u7a0e\u306e\u53e3\u5ea7\u632f\u66ff\u306e\u624b\u7d9a\u3092\u6559\u3048\u3066"}', 'aede5748f485bb0cf3afa1ef51055067', '2026-11-24 00:00:00+00', '2027-11-24 00:00:00+00', NULL);
INSERT INTO public.payload VALUES (2, 'card', 'web:playground:fe4f371c-4ad6-4f60-91f9-d022c5d915d0', '{"title": "\u8a72\u5f53\u6761\u6587\u306a\u3057", "parts": [{"kind": "text", "text": "\u3053\u306e\u8cea\u554f\u306b\u5f53\u3066\u306f\u307e\u308b\u6761\u6587\u306f\u3001\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3\u306b\u898b\u5f53\u305f\u308a\u307e\u305b\u3093\u3002", "style": "plain"}, {"kind": "facts", "pairs": [["\u304a\u554f\u3044\u5408\u308f\u305b\u5148", "\u60c5\u5831\u653f\u7b56\u8ab2\uff08\u5185\u7dda 2030\uff09"]]}, {"kind": "button", "action": "ticket.form", "label": "\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u8cea\u554f\u3092\u9001\u308b", "value": "d2109775e1d666351bc021e6ad966d5e", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "clause.browse", "label": "\u6761\u6587\u3092\u8aad\u3080", "value": "", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "text", "text": "\u8abf\u3079\u305f\u3082\u306e\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}]}', 'bdc41a6ba284ec93a60204f06426c972', '2026-11-24 17:22:36.989977+00', '2026-11-27 17:22:36.989977+00', NULL);
INSERT INTO public.payload VALUES (3, 'ticket', 'ticket:1', '{"text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**"}', '70d532e53a2ac910b0e5130348188981', '2026-11-24 17:22:37.060703+00', '2027-12-29 17:22:37.060703+00', NULL);
INSERT INTO public.payload VALUES (4, 'card', 'ticket:1', '{"title": "\u8cea\u554f 1", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u672a\u56de\u7b54"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "button", "action": "ticket.reply", "label": "\u56de\u7b54\u3059\u308b", "value": "1", "nonce": "", "style": "primary", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u30b9\u30ec\u30c3\u30c9\u3078\u306e\u8fd4\u4fe1\u3082\u3001\u8cea\u554f\u8005\u306b\u5c4a\u304d\u307e\u3059\u3002\u76f8\u8ac7\u3060\u3051\u306e\u8fd4\u4fe1\u306f\u300c\u5185\u90e8\u300d\u3067\u59cb\u3081\u3066\u304f\u3060\u3055\u3044\uff08\u5c4a\u304d\u307e\u305b\u3093\uff09\u3002", "style": "small"}]}', '41f8cead5b36167ea80f0241122a4d88', '2026-11-24 17:22:37.060703+00', '2026-12-24 17:22:37.060703+00', NULL);
INSERT INTO public.payload VALUES (5, 'replies', 'web:playground:e44c8923-f2b2-447b-93cc-e2f569f8dfc9', '{"replies": [{"card": {"title": "\u8cea\u554f\u3092\u53d7\u3051\u4ed8\u3051\u307e\u3057\u305f", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u9001\u308a\u5148", "\u60c5\u5831\u653f\u7b56\u8ab2"]]}, {"kind": "text", "text": "\u56de\u7b54\u304c\u3042\u308b\u3068\u3001\u3053\u306e\u30dc\u30c3\u30c8\u304b\u3089\u304a\u77e5\u3089\u305b\u3057\u307e\u3059\u3002\u304a\u6025\u304e\u306e\u3068\u304d\u306f\u5185\u7dda 2030\u3078\u3002", "style": "plain"}]}, "where": "private", "errors": [], "reopen": null}]}', '489f692e711ad20e719f224e31f0699b', '2026-11-24 17:22:37.060703+00', '2026-11-27 17:22:37.060703+00', NULL);
INSERT INTO public.payload VALUES (6, 'answer', 'ticket:1', '{"text": "\u6587\u66f8\u7ba1\u7406\u898f\u7a0b\u306e\u5225\u8868\u306b\u3088\u308a\u307e\u3059\u3002"}', '3599ecdd5ee597888e661fb44c2af9b9', '2026-11-24 17:22:37.143007+00', '2027-12-29 17:22:37.143007+00', NULL);
INSERT INTO public.payload VALUES (7, 'card', 'ticket:1', '{"title": "\u8cea\u554f 1\uff08\u56de\u7b54\u6e08\u307f\uff1a\u68ee \u7531\u7f8e\uff09", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u56de\u7b54\u6e08\u307f\uff1a\u68ee \u7531\u7f8e"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}]}', '303c331d058fe88958a5fa67d60b3a04', '2026-11-24 17:22:37.143007+00', '2026-12-24 17:22:37.143007+00', NULL);
INSERT INTO public.payload VALUES (8, 'card', 'ticket:1', '{"title": "\u60c5\u5831\u653f\u7b56\u8ab2\u304b\u3089\u306e\u56de\u7b54\uff08\u53d7\u4ed8\u756a\u53f7 1\uff09", "parts": [{"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u6587\u66f8\u7ba1\u7406\u898f\u7a0b\u306e\u5225\u8868\u306b\u3088\u308a\u307e\u3059\u3002", "style": "plain"}, {"kind": "button", "action": "ticket.close", "label": "\u89e3\u6c7a\u3057\u305f", "value": "1", "nonce": "close-1", "style": "primary", "opens_dialog": false, "confirm": ""}]}', '26d9cdb2e00cb61c97e45f81d17033cb', '2026-11-24 17:22:37.143007+00', '2026-12-24 17:22:37.143007+00', NULL);
INSERT INTO public.payload VALUES (9, 'replies', 'ticket:1', '{"replies": [{"card": {"title": "\u8cea\u554f 1 \u306e\u56de\u7b54\u3092\u8cea\u554f\u8005\u306b\u9001\u308a\u307e\u3057\u305f", "parts": []}, "where": "private", "errors": [], "reopen": null}]}', '5ed396c38fa5a6843c233d69a2371737', '2026-11-24 17:22:37.143007+00', '2026-11-27 17:22:37.143007+00', NULL);
INSERT INTO public.payload VALUES (10, 'card', 'ticket:1', '{"title": "\u8cea\u554f 1\uff08\u5b8c\u4e86\uff09", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u5b8c\u4e86"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}]}', '948229ec27d43fc21fbdc60cd624ccb0', '2026-11-24 17:22:37.193578+00', '2026-12-24 17:22:37.193578+00', NULL);
INSERT INTO public.payload VALUES (11, 'replies', 'ticket:1', '{"replies": [{"card": {"title": "\u8cea\u554f 1 \u3092\u5b8c\u4e86\u306b\u3057\u307e\u3057\u305f", "parts": [{"kind": "text", "text": "\u3042\u308a\u304c\u3068\u3046\u3054\u3056\u3044\u307e\u3057\u305f\u3002", "style": "plain"}]}, "where": "replace", "errors": [], "reopen": null}]}', '9d311f679963022a158bd5592f1fdfeb', '2026-11-24 17:22:37.193578+00', '2026-11-27 17:22:37.193578+00', NULL);
INSERT INTO public.payload VALUES (12, 'question', 'question:293d558ccedfd04a8200e4efaffc075b', '{"text": "\u6761\u6587\u306e\u8a00\u8449\u3067\u3001\u8ab9\u8b17\u4e2d\u50b7\u306e\u7981\u6b62\u3092\u6559\u3048\u3066"}', '0aabc6dee3e8acb3ec04243b3a2f0d39', '2026-11-24 00:00:00+00', '2027-11-24 00:00:00+00', NULL);
INSERT INTO public.payload VALUES (13, 'card', 'web:playground:7a01987b-e23c-4434-ba42-e8afd30e6cd6', '{"title": "5-(1) \u8ab9\u8b17\u4e2d\u50b7", "parts": [{"kind": "text", "text": "5 \u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3059\u308b\u5834\u5408\u306e\u7981\u6b62\u4e8b\u9805", "style": "small"}, {"kind": "text", "text": "\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3057\u3066\u60c5\u5831\u767a\u4fe1\u3092\u3059\u308b\u5834\u5408\u306e\u7981\u6b62\u4e8b\u9805\u306f\u3001\u6b21\u306e\u3068\u304a\u308a\u3068\u3059\u308b\u3002", "style": "quote"}, {"kind": "text", "text": "5-(1)\n\u8ab9\u8b17\u4e2d\u50b7\u3059\u308b\u3053\u3068\u3002", "style": "quote"}, {"kind": "text", "text": "\u51fa\u5178\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}, {"kind": "text", "text": "\u95a2\u4fc2\u3057\u305d\u3046\u306a\u6761\u6587\n5-(16) \u305d\u306e\u4ed6\u516c\u5e8f\u826f\u4fd7\u306b\u53cd\u3059\u308b\u60c5\u5831\n5-(12) \u8077\u52d9\u4e0a\u306e\u79d8\u5bc6\u30fb\u500b\u4eba\u60c5\u5831\u306e\u767a\u4fe1", "style": "small"}, {"kind": "button", "action": "ask.good", "label": "\ud83d\udc4d \u5f79\u306b\u7acb\u3063\u305f", "value": "293d558ccedfd04a8200e4efaffc075b:5-(1)", "nonce": "rate-293d558ccedfd04a8200e4efaffc075b", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "ask.bad", "label": "\ud83d\udc4e \u9055\u3046", "value": "293d558ccedfd04a8200e4efaffc075b:5-(1)", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "clause.open", "label": "5-(2) \u2192", "value": "5-(2)", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "ticket.form", "label": "\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u8cea\u554f\u3092\u9001\u308b", "value": "293d558ccedfd04a8200e4efaffc075b", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}]}', '36510a6b777a0bc4335fd4b1b8332b03', '2026-11-24 17:22:37.231296+00', '2026-11-27 17:22:37.231296+00', NULL);
INSERT INTO public.payload VALUES (14, 'replies', 'web:playground:afa6164a-eb0a-42c6-b45e-5f03b3af1bf4', '{"replies": [{"card": {"title": "\u3042\u308a\u304c\u3068\u3046\u3054\u3056\u3044\u307e\u3059", "parts": [{"kind": "text", "text": "\u8a55\u4fa1\u3092\u8a18\u9332\u3057\u307e\u3057\u305f\u3002\u56de\u7b54\u306e\u6539\u5584\u306b\u4f7f\u3044\u307e\u3059\u3002", "style": "plain"}]}, "where": "private", "errors": [], "reopen": null}]}', '69e4c972a804de3b27647123d8173fa3', '2026-11-24 17:22:37.289669+00', '2026-11-27 17:22:37.289669+00', NULL);
INSERT INTO public.question VALUES ('d2109775e1d666351bc021e6ad966d5e', 1, 'none', '[]', NULL, '2026-11-24 00:00:00+00');
INSERT INTO public.question VALUES ('293d558ccedfd04a8200e4efaffc075b', 12, 'direct', '["5-(1)", "5-(16)", "5-(12)"]', NULL, '2026-11-24 00:00:00+00');
INSERT INTO public.ticket VALUES (1, 1, '情報政策課', 'closed', 3, 6, '{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}', 2, '2026-11-24 17:22:37.060703+00', '2026-11-24 17:22:37.143007+00', 2);
SELECT pg_catalog.setval('public.feedback_id_seq', 1, true);
SELECT pg_catalog.setval('public.member_id_seq', 2, true);
SELECT pg_catalog.setval('public.outbox_id_seq', 6, true);
SELECT pg_catalog.setval('public.payload_id_seq', 14, true);
SELECT pg_catalog.setval('public.reference_id_seq', 1, false);
SELECT pg_catalog.setval('public.ticket_id_seq', 1, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.done
    ADD CONSTRAINT done_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT feedback_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.reference
    ADD CONSTRAINT reference_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT ticket_pkey PRIMARY KEY (id);
CREATE INDEX ix_done_at ON public.done USING btree (at);
CREATE INDEX ix_feedback_question_id ON public.feedback USING btree (question_id);
CREATE INDEX ix_payload_keep_until ON public.payload USING btree (keep_until);
CREATE INDEX ix_payload_subject ON public.payload USING btree (subject);
CREATE INDEX ix_question_asked_at ON public.question USING btree (asked_at);
CREATE INDEX ix_ticket_notice_id ON public.ticket USING btree (notice_id);
CREATE UNIQUE INDEX member_account ON public.member USING btree (platform, team, account);
CREATE INDEX outbox_due ON public.outbox USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX outbox_order ON public.outbox USING btree (thread, "position");
CREATE INDEX outbox_posted ON public.outbox USING btree (platform, posted_channel, posted_id);
CREATE UNIQUE INDEX reference_place ON public.reference USING btree (platform, team, conversation);
CREATE TRIGGER log_entry_keeps_rows BEFORE DELETE OR TRUNCATE ON public.log_entry FOR EACH STATEMENT EXECUTE FUNCTION public.log_is_append_only();
CREATE TRIGGER log_entry_keeps_values BEFORE UPDATE ON public.log_entry FOR EACH STATEMENT EXECUTE FUNCTION public.log_is_append_only();
ALTER TABLE ONLY public.done
    ADD CONSTRAINT done_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT feedback_question_id_fkey FOREIGN KEY (question_id) REFERENCES public.question(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_edits_fkey FOREIGN KEY (edits) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
ALTER TABLE ONLY public.question
    ADD CONSTRAINT question_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES public.payload(id);
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
