-- The meeting before: what changes are counted from, else the end of the dekad before.
--
-- grain   one row
-- units   compared_on the day that the last meeting's figures spoke for; held_on and
-- meeting_label empty when there was no meeting yet
-- reads   compared_meeting
select compared_on, held_on, meeting_label from compared_meeting order by compared_on
