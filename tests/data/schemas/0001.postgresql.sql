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
INSERT INTO public.done VALUES ('slack:T0TSUYAMA:Ev00000001', '2026-11-24 17:38:14.731848+00', NULL);
INSERT INTO public.done VALUES ('slack:T0TSUYAMA:Ev00000002', '2026-11-24 17:38:14.818426+00', NULL);
INSERT INTO public.done VALUES ('slack:T0TSUYAMA:V19:h20', '2026-11-24 17:38:14.918136+00', 7);
INSERT INTO public.done VALUES ('press:c32899505762f432', '2026-11-24 17:38:14.918136+00', 7);
INSERT INTO public.done VALUES ('slack:T0TSUYAMA:V36:h37', '2026-11-24 17:38:15.03241+00', 11);
INSERT INTO public.done VALUES ('press:ad92e1e8e6f8d586', '2026-11-24 17:38:15.03241+00', 11);
INSERT INTO public.done VALUES ('slack:T0TSUYAMA:trigger.52', '2026-11-24 17:38:15.13636+00', 13);
INSERT INTO public.done VALUES ('press:close-1', '2026-11-24 17:38:15.13636+00', 13);
INSERT INTO public.log_entry VALUES (1, '2026-11-24 17:38:14.758278+00', 'asked', 'tanaka', '{"mode": "direct", "clauses": ["5-(10)", "5-(11)", "4-(3)"]}', '', '0000000000000000000000000000000000000000000000000000000000000000', '6d7a9e26706e359167ee620e926defaa02ea024c3422e07e5c66ef953c118f67');
INSERT INTO public.log_entry VALUES (2, '2026-11-24 17:38:14.832437+00', 'asked', 'tanaka', '{"mode": "none", "clauses": []}', '', '6d7a9e26706e359167ee620e926defaa02ea024c3422e07e5c66ef953c118f67', '230297257bbb80a4814c33ece53dd484c301654f3d4efc32941ce3f1fdf8a7a3');
INSERT INTO public.log_entry VALUES (3, '2026-11-24 17:38:14.924709+00', 'ticket opened', 'tanaka', '{"ticket": 1}', '578635e72f24025f3938262c1d81d20d7b32f70e180c8edc63c6cd960d18e263', '230297257bbb80a4814c33ece53dd484c301654f3d4efc32941ce3f1fdf8a7a3', '862ad3dd1daf65211c60113b8653b53737f0a40cbe9114518a6ac8c0f2641393');
INSERT INTO public.log_entry VALUES (4, '2026-11-24 17:38:15.039094+00', 'ticket answered', 'mori', '{"ticket": 1}', 'c2d6ea88b13369ce9190b42cd700a59e74aeaa970e3b7cec960a1370efdad81f', '862ad3dd1daf65211c60113b8653b53737f0a40cbe9114518a6ac8c0f2641393', 'e8a9328500a7c7d7cd211ac2b9a58463cad4a8df0a9d2520797419fb0a7f7a9b');
INSERT INTO public.log_entry VALUES (5, '2026-11-24 17:38:15.144277+00', 'ticket closed', 'tanaka', '{"ticket": 1}', '', 'e8a9328500a7c7d7cd211ac2b9a58463cad4a8df0a9d2520797419fb0a7f7a9b', '6deb04606ac16465c1340833dbf86e96b7592ba8ecb724fed5b3b635278f10b8');
INSERT INTO public.log_head VALUES (1, 5, '6deb04606ac16465c1340833dbf86e96b7592ba8ecb724fed5b3b635278f10b8');
INSERT INTO public.member VALUES (1, 'slack', 'T0TSUYAMA', 'U0TANAKA', 'tanaka', '田中 はるか', '2026-11-24 17:38:14.758278+00');
INSERT INTO public.member VALUES (2, 'slack', 'T0TSUYAMA', 'U0MORI', 'mori', '森 由美', '2026-11-24 17:38:15.039094+00');
INSERT INTO public.outbox VALUES (1, 'once:d699e95d2d8ef4d5', 0, 'card', 'slack', '{"platform": "slack", "team": "T0TSUYAMA", "channel": "D0TANAKA", "thread": "", "user": "U0TANAKA", "private": true, "direct": true}', 2, NULL, 'sent', 1, '2026-11-24 17:38:14.758278+00', '2026-11-24 17:38:14.778849+00', NULL, NULL, 'D0TANAKA', '1795541894.000009', '2026-11-24 17:38:14.824362+00', NULL);
INSERT INTO public.outbox VALUES (2, 'once:26232511d868d0b4', 0, 'card', 'slack', '{"platform": "slack", "team": "T0TSUYAMA", "channel": "D0TANAKA", "thread": "", "user": "U0TANAKA", "private": true, "direct": true}', 4, NULL, 'sent', 1, '2026-11-24 17:38:14.832437+00', '2026-11-24 17:38:14.846201+00', NULL, NULL, 'D0TANAKA', '1795541894.000016', '2026-11-24 17:38:14.871571+00', NULL);
INSERT INTO public.outbox VALUES (3, 'ticket:1', 0, 'card', 'slack', '{"platform": "slack", "team": "T0TSUYAMA", "channel": "C0JOHOSEISAKU", "thread": "", "user": "", "private": false, "direct": false}', 6, NULL, 'sent', 1, '2026-11-24 17:38:14.924709+00', '2026-11-24 17:38:14.940866+00', NULL, NULL, 'C0JOHOSEISAKU', '1795541894.000033', '2026-11-24 17:38:14.979884+00', NULL);
INSERT INTO public.outbox VALUES (4, 'ticket:1', 1, 'card', 'slack', '{"platform": "slack", "team": "T0TSUYAMA", "channel": "C0JOHOSEISAKU", "thread": "", "user": "", "private": false, "direct": false}', 9, 3, 'sent', 1, '2026-11-24 17:38:15.039094+00', '2026-11-24 17:38:15.071536+00', NULL, NULL, 'C0JOHOSEISAKU', '1795541894.000033', '2026-11-24 17:38:15.132339+00', NULL);
INSERT INTO public.outbox VALUES (5, 'ticket:1:asker', 0, 'card', 'slack', '{"platform": "slack", "team": "T0TSUYAMA", "channel": "D0TANAKA", "thread": "", "user": "U0TANAKA", "private": true, "direct": true}', 10, NULL, 'sent', 1, '2026-11-24 17:38:15.039094+00', '2026-11-24 17:38:15.079924+00', NULL, NULL, 'D0TANAKA', '1795541895.000051', '2026-11-24 17:38:15.132339+00', NULL);
INSERT INTO public.outbox VALUES (6, 'ticket:1', 2, 'card', 'slack', '{"platform": "slack", "team": "T0TSUYAMA", "channel": "C0JOHOSEISAKU", "thread": "", "user": "", "private": false, "direct": false}', 12, 3, 'sent', 1, '2026-11-24 17:38:15.144277+00', '2026-11-24 17:38:15.166586+00', NULL, NULL, 'C0JOHOSEISAKU', '1795541894.000033', '2026-11-24 17:38:15.202355+00', NULL);
INSERT INTO public.payload VALUES (1, 'question', 'question:bf374fd1c7066771c775317f983f2a0c', '{"text": "\u663c\u4f11\u307f\u306b\u81ea\u5206\u306e\u30a4\u30f3\u30b9\u30bf\u3092\u66f4\u65b0\u3059\u308b\u306e\u306f\u52e4\u52d9\u6642\u9593\u4e2d\u306b\u306a\u308a\u307e\u3059\u304b"}', '88522105274743a03471be8cce94e728', '2026-11-24 17:38:14.758278+00', '2027-11-24 17:38:14.758278+00', NULL);
INSERT INTO public.payload VALUES (2, 'card', 'question:bf374fd1c7066771c775317f983f2a0c', '{"title": "5-(10) \u52e4\u52d9\u6642\u9593\u4e2d\u306e\u500b\u4eba\u306e\u767a\u4fe1", "parts": [{"kind": "text", "text": "5 \u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3059\u308b\u5834\u5408\u306e\u7981\u6b62\u4e8b\u9805", "style": "small"}, {"kind": "text", "text": "\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3057\u3066\u60c5\u5831\u767a\u4fe1\u3092\u3059\u308b\u5834\u5408\u306e\u7981\u6b62\u4e8b\u9805\u306f\u3001\u6b21\u306e\u3068\u304a\u308a\u3068\u3059\u308b\u3002", "style": "quote"}, {"kind": "text", "text": "5-(10)\n\u52e4\u52d9\u6642\u9593\u4e2d\u306b\u500b\u4eba\u306e\u7acb\u5834\u3067\u60c5\u5831\u3092\u767a\u4fe1\u3059\u308b\u3053\u3068\u3002", "style": "quote"}, {"kind": "text", "text": "\u51fa\u5178\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}, {"kind": "text", "text": "\u95a2\u4fc2\u3057\u305d\u3046\u306a\u6761\u6587\n5-(11) \u5e02\u306e\u6a5f\u5668\u30fb\u56de\u7dda\u3067\u306e\u500b\u4eba\u306e\u767a\u4fe1\n4-(3) \u8077\u52d9\u5c02\u5ff5\u7fa9\u52d9\u3092\u7591\u308f\u308c\u306a\u3044", "style": "small"}, {"kind": "button", "action": "ask.good", "label": "\ud83d\udc4d \u5f79\u306b\u7acb\u3063\u305f", "value": "bf374fd1c7066771c775317f983f2a0c:5-(10)", "nonce": "rate-bf374fd1c7066771c775317f983f2a0c", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "ask.bad", "label": "\ud83d\udc4e \u9055\u3046", "value": "bf374fd1c7066771c775317f983f2a0c:5-(10)", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "clause.open", "label": "\u2190 5-(9)", "value": "5-(9)", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "clause.open", "label": "5-(11) \u2192", "value": "5-(11)", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "ticket.form", "label": "\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u8cea\u554f\u3092\u9001\u308b", "value": "bf374fd1c7066771c775317f983f2a0c", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}]}', 'cdff777503cd78417df70371d1ba9d37', '2026-11-24 17:38:14.758278+00', NULL, NULL);
INSERT INTO public.payload VALUES (3, 'question', 'question:6cf8b430d8ed445f9d0fb784ae88daca', '{"text": "\u5e02\u7a0e\u306e\u53e3\u5ea7\u632f\u66ff\u306e\u624b\u7d9a\u3092\u6559\u3048\u3066"}', 'bc31fc28d23fb33ea6622c04e52aa0de', '2026-11-24 17:38:14.832437+00', '2027-11-24 17:38:14.832437+00', NULL);
INSERT INTO public.payload VALUES (4, 'card', 'question:6cf8b430d8ed445f9d0fb784ae88daca', '{"title": "\u8a72\u5f53\u6761\u6587\u306a\u3057", "parts": [{"kind": "text", "text": "\u3053\u306e\u8cea\u554f\u306b\u5f53\u3066\u306f\u307e\u308b\u6761\u6587\u306f\u3001\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3\u306b\u898b\u5f53\u305f\u308a\u307e\u305b\u3093\u3002", "style": "plain"}, {"kind": "facts", "pairs": [["\u304a\u554f\u3044\u5408\u308f\u305b\u5148", "\u60c5\u5831\u653f\u7b56\u8ab2\uff08\u5185\u7dda 2030\uff09"]]}, {"kind": "button", "action": "ticket.form", "label": "\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u8cea\u554f\u3092\u9001\u308b", "value": "6cf8b430d8ed445f9d0fb784ae88daca", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "clause.browse", "label": "\u6761\u6587\u3092\u8aad\u3080", "value": "", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "text", "text": "\u8abf\u3079\u305f\u3082\u306e\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}]}', '8007d472dfb817a87ec370ecde309e07', '2026-11-24 17:38:14.832437+00', NULL, NULL);
INSERT INTO public.payload VALUES (5, 'ticket', 'ticket:1', '{"text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**"}', 'afad2516d70cf273c6b10d2127907d76', '2026-11-24 17:38:14.924709+00', '2027-12-29 17:38:14.924709+00', NULL);
INSERT INTO public.payload VALUES (6, 'card', 'ticket:1', '{"title": "\u8cea\u554f 1", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u672a\u56de\u7b54"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "button", "action": "ticket.reply", "label": "\u56de\u7b54\u3059\u308b", "value": "1", "nonce": "", "style": "primary", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u30b9\u30ec\u30c3\u30c9\u3078\u306e\u8fd4\u4fe1\u3082\u3001\u8cea\u554f\u8005\u306b\u5c4a\u304d\u307e\u3059\u3002\u76f8\u8ac7\u3060\u3051\u306e\u8fd4\u4fe1\u306f\u300c\u5185\u90e8\u300d\u3067\u59cb\u3081\u3066\u304f\u3060\u3055\u3044\uff08\u5c4a\u304d\u307e\u305b\u3093\uff09\u3002", "style": "small"}]}', 'c5aeb9f555733bcaae8469d86f699928', '2026-11-24 17:38:14.924709+00', NULL, NULL);
INSERT INTO public.payload VALUES (7, 'replies', 'slack:T0TSUYAMA:V19:h20', '{"replies": [{"card": {"title": "\u8cea\u554f\u3092\u53d7\u3051\u4ed8\u3051\u307e\u3057\u305f", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u9001\u308a\u5148", "\u60c5\u5831\u653f\u7b56\u8ab2"]]}, {"kind": "text", "text": "\u56de\u7b54\u304c\u3042\u308b\u3068\u3001\u3053\u306e\u30dc\u30c3\u30c8\u304b\u3089\u304a\u77e5\u3089\u305b\u3057\u307e\u3059\u3002\u304a\u6025\u304e\u306e\u3068\u304d\u306f\u5185\u7dda 2030\u3078\u3002", "style": "plain"}]}, "where": "private", "errors": [], "reopen": null}]}', '834868ef6503f972a38d20fe049a087c', '2026-11-24 17:38:14.924709+00', '2026-11-27 17:38:14.924709+00', NULL);
INSERT INTO public.payload VALUES (8, 'answer', 'ticket:1', '{"text": "\u6587\u66f8\u7ba1\u7406\u898f\u7a0b\u306e\u5225\u8868\u306b\u3088\u308a\u307e\u3059\u3002"}', '9f79cd7e50af7f55a1cc00d4348dc013', '2026-11-24 17:38:15.039094+00', '2027-12-29 17:38:15.039094+00', NULL);
INSERT INTO public.payload VALUES (9, 'card', 'ticket:1', '{"title": "\u8cea\u554f 1\uff08\u56de\u7b54\u6e08\u307f\uff1a\u68ee \u7531\u7f8e\uff09", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u56de\u7b54\u6e08\u307f\uff1a\u68ee \u7531\u7f8e"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}]}', '996320f2dc99b14410a953756b896773', '2026-11-24 17:38:15.039094+00', NULL, NULL);
INSERT INTO public.payload VALUES (10, 'card', 'ticket:1', '{"title": "\u60c5\u5831\u653f\u7b56\u8ab2\u304b\u3089\u306e\u56de\u7b54\uff08\u53d7\u4ed8\u756a\u53f7 1\uff09", "parts": [{"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u6587\u66f8\u7ba1\u7406\u898f\u7a0b\u306e\u5225\u8868\u306b\u3088\u308a\u307e\u3059\u3002", "style": "plain"}, {"kind": "button", "action": "ticket.close", "label": "\u89e3\u6c7a\u3057\u305f", "value": "1", "nonce": "close-1", "style": "primary", "opens_dialog": false, "confirm": ""}]}', '598977dc76fdf147b2811f2b6d6f41ed', '2026-11-24 17:38:15.039094+00', NULL, NULL);
INSERT INTO public.payload VALUES (11, 'replies', 'ticket:1', '{"replies": [{"card": {"title": "\u8cea\u554f 1 \u306e\u56de\u7b54\u3092\u8cea\u554f\u8005\u306b\u9001\u308a\u307e\u3057\u305f", "parts": []}, "where": "private", "errors": [], "reopen": null}]}', 'e9cbb0729803f85b7aa008d7c14dbc0b', '2026-11-24 17:38:15.039094+00', '2026-11-27 17:38:15.039094+00', NULL);
INSERT INTO public.payload VALUES (12, 'card', 'ticket:1', '{"title": "\u8cea\u554f 1\uff08\u5b8c\u4e86\uff09", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u5b8c\u4e86"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}]}', '625496fc23797762dc43f87af639ec7b', '2026-11-24 17:38:15.144277+00', NULL, NULL);
INSERT INTO public.payload VALUES (13, 'replies', 'ticket:1', '{"replies": [{"card": {"title": "\u8cea\u554f 1 \u3092\u5b8c\u4e86\u306b\u3057\u307e\u3057\u305f", "parts": [{"kind": "text", "text": "\u3042\u308a\u304c\u3068\u3046\u3054\u3056\u3044\u307e\u3057\u305f\u3002", "style": "plain"}]}, "where": "replace", "errors": [], "reopen": null}]}', 'c0c794c0a651dc9cddba729acacc571d', '2026-11-24 17:38:15.144277+00', '2026-11-27 17:38:15.144277+00', NULL);
INSERT INTO public.question VALUES ('bf374fd1c7066771c775317f983f2a0c', 1, 'direct', '["5-(10)", "5-(11)", "4-(3)"]', NULL, '2026-11-24 00:00:00+00');
INSERT INTO public.question VALUES ('6cf8b430d8ed445f9d0fb784ae88daca', 3, 'none', '[]', NULL, '2026-11-24 00:00:00+00');
INSERT INTO public.ticket VALUES (1, 1, '情報政策課', 'closed', 5, 8, '{"platform": "slack", "team": "T0TSUYAMA", "channel": "D0TANAKA", "thread": "", "user": "U0TANAKA", "private": true, "direct": true}', 3, '2026-11-24 17:38:14.924709+00', '2026-11-24 17:38:15.039094+00', 2);
SELECT pg_catalog.setval('public.feedback_id_seq', 1, false);
SELECT pg_catalog.setval('public.member_id_seq', 2, true);
SELECT pg_catalog.setval('public.outbox_id_seq', 6, true);
SELECT pg_catalog.setval('public.payload_id_seq', 13, true);
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
